package dev.pawl.engine;

import dev.pawl.orchestration.RunHistory;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.BlobStore.BlobEntry;
import dev.pawl.spi.EventStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Removes the blobs of executions that lost: those of a task that another execution was confirmed
 * for. Blobs of tasks without a durable winner stay, because their execution may be alive. Takes
 * memory for the names of one run's blobs. Each round of a repeat has winners of its own.
 */
final class Sweeper {
  private final EventStore store;
  private final BlobStore blobs;

  Sweeper(EventStore store, BlobStore blobs) {
    this.store = store;
    this.blobs = blobs;
  }

  private record Task(int step, int index, int round) {}

  private record Written(long nonce, String key) {}

  /** Sweeps a run; gives how many blobs were removed. */
  int sweep(RunId run) {
    Map<Task, List<Written>> written = written(run);
    if (written.isEmpty()) {
      return 0;
    }
    List<String> losers = new ArrayList<>();
    Map<Integer, Integer> rounds = new HashMap<>();
    RunHistory.each(
        store,
        run,
        1,
        (event, _) -> {
          switch (event) {
            case RunEvent.RoundBegan began ->
                began.body().forEach(step -> rounds.merge(step, 1, Integer::sum));
            case RunEvent.ResultsConfirmed confirmed -> {
              int round = rounds.getOrDefault(confirmed.step(), 0);
              confirmed
                  .indexes()
                  .forEach(index ->
                      written
                          .getOrDefault(new Task(confirmed.step(), index, round), List.of())
                          .stream()
                          .filter(blob -> blob.nonce() != confirmed.nonce())
                          .forEach(blob -> losers.add(blob.key())));
            }
            default -> {}
          }
        });
    losers.forEach(blobs::delete);
    return losers.size();
  }

  /**
   * Blobs by the task whose executions wrote them; keys are {@code run/step-name/index/nonce/name},
   * or with {@code index.round} for the index.
   */
  private Map<Task, List<Written>> written(RunId run) {
    Map<Task, List<Written>> written = new HashMap<>();
    for (BlobEntry entry : blobs.list(run + "/")) {
      String[] segments = entry.key().split("/", 5);
      if (segments.length == 5) {
        int step = Integer.parseInt(segments[1].substring(0, segments[1].indexOf('-')));
        String[] place = segments[2].split("\\.", 2);
        int round = place.length == 1 ? 0 : Integer.parseInt(place[1]);
        Task task = new Task(step, Integer.parseInt(place[0]), round);
        long nonce = Long.parseUnsignedLong(segments[3], 16);
        written.computeIfAbsent(task, _ -> new ArrayList<>()).add(new Written(nonce, entry.key()));
      }
    }
    return written;
  }
}
