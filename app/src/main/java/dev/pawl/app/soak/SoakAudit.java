package dev.pawl.app.soak;

import dev.pawl.app.soak.Effects.Effect;
import dev.pawl.files.FileBlobStore;
import dev.pawl.orchestration.RunHistory;
import dev.pawl.run.IndexSet;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.AttemptDropped;
import dev.pawl.run.RunEvent.QuarantineLifted;
import dev.pawl.run.RunEvent.ResultsConfirmed;
import dev.pawl.run.RunEvent.RetriesIssued;
import dev.pawl.run.RunEvent.RetryPlanned;
import dev.pawl.run.RunEvent.RunCompleted;
import dev.pawl.run.RunEvent.RunStarted;
import dev.pawl.run.RunEvent.SecondAttemptIssued;
import dev.pawl.run.RunEvent.TaskQuarantined;
import dev.pawl.run.RunEvent.TaskReissued;
import dev.pawl.run.RunEvent.TasksReturned;
import dev.pawl.run.RunEvent.TasksScheduled;
import dev.pawl.run.RunId;
import dev.pawl.run.RunStatus;
import dev.pawl.run.StepInfo;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.JsonCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds what a soak left against what has to be: the log of each run, the ledger of effects, the
 * blobs. Not safe for use by several threads.
 */
final class SoakAudit {
  /** An execution may begin before its task's confirmation is known everywhere. */
  private static final long LATE_MILLIS = 2_000;

  /** What a killed process held is run again within a minute. */
  private static final long EXPLAINED_MILLIS = 60_000;

  private static final int MOST_VIOLATIONS = 20;

  private final SoakPlaces places;
  private final SoakProcess.Request request;
  private final long[] kills;
  private final List<String> violations;
  private final JsonCodec codec = new JsonCodec();
  private int runs;
  private long tasks;
  private long executions;
  private long late;
  private long events;
  private long blobs;

  /**
   * An audit.
   *
   * @param tasks of each run
   * @param kills wall-clock times, ascending, in milliseconds
   * @param violations that were seen before
   */
  SoakAudit(SoakPlaces places, int tasks, List<Long> kills, List<String> violations) {
    this.places = places;
    this.request = new SoakProcess.Request(tasks);
    this.kills = kills.stream().mapToLong(Long::longValue).toArray();
    this.violations = new ArrayList<>(violations);
  }

  SoakReport report(double seconds, int ownerKills) {
    return new SoakReport(
        seconds,
        runs,
        tasks,
        executions,
        late,
        ownerKills,
        kills.length - ownerKills,
        events,
        blobs,
        violations);
  }

  private void violation(String text) {
    if (violations.size() < MOST_VIOLATIONS) {
      violations.add(text);
    } else if (violations.size() == MOST_VIOLATIONS) {
      violations.add("and more");
    }
  }

  /** Checks one run. */
  void check(EventStore store, RunId run) throws IOException {
    try (BlobStore blobStore = FileBlobStore.ofRuns(places.home().runs())) {
      Reading reading = new Reading(run, blobStore);
      RunHistory.each(store, run, 1, reading::take);
      if (RunHistory.read(store, run).progress().status() != RunStatus.COMPLETED
          || reading.ends != 1) {
        violation("run " + run + " should be completed, once and at its end");
      }
      Effects.each(places.effects(), reading::note);
      reading.books.values().forEach(SoakBooks::requireComplete);
      reading.requireDistinctKeys();
      runs++;
    } catch (PortFailure e) {
      violation("run " + run + " cannot be read whole: " + e.getMessage());
    }
  }

  /** Goes over the log of a run, and then over what the ledger says of it. */
  private final class Reading {
    final RunId run;
    final BlobStore blobStore;
    final Map<String, SoakBooks> books = new HashMap<>();
    List<StepInfo> steps = List.of();
    long position;
    int ends;

    Reading(RunId run, BlobStore blobStore) {
      this.run = run;
      this.blobStore = blobStore;
      for (String step : List.of("plain", "write", "read")) {
        int width = step.equals("plain") ? request.plain() : request.blobs();
        books.put(step, new SoakBooks(step, width, text -> violation("run " + run + ": " + text)));
      }
    }

    void take(RunEvent event, long at) {
      events++;
      position++;
      if (at != position || ends > 0) {
        violation("run " + run + " should have no event at position " + at);
      }
      ends += event.endsRun() ? 1 : 0;
      switch (event) {
        case RunStarted started -> steps = started.steps();
        case TasksScheduled e -> of(e.step()).schedule(e.indexes());
        case ResultsConfirmed e -> confirmed(e);
        case RetryPlanned e -> of(e.step()).issueAgain(IndexSet.of(e.index()), "RetryPlanned");
        case TaskReissued e -> of(e.step()).issueAgain(IndexSet.of(e.index()), "TaskReissued");
        case SecondAttemptIssued e ->
            of(e.step()).issueAgain(IndexSet.of(e.index()), "SecondAttemptIssued");
        case AttemptDropped e -> of(e.step()).issueAgain(IndexSet.of(e.index()), "AttemptDropped");
        case TaskQuarantined e ->
            of(e.step()).issueAgain(IndexSet.of(e.index()), "TaskQuarantined");
        case RetriesIssued e -> of(e.step()).issueAgain(e.indexes(), "RetriesIssued");
        case TasksReturned e -> of(e.step()).issueAgain(e.indexes(), "TasksReturned");
        case QuarantineLifted e -> of(e.step()).issueAgain(e.indexes(), "QuarantineLifted");
        case RunCompleted e -> completed(e);
        default -> {}
      }
    }

    private SoakBooks of(int step) {
      String name = steps.get(step).name();
      SoakBooks found = books.get(name);
      if (found == null) {
        throw new PortFailure.Corrupt(
            "a task should be of " + books.keySet() + ", found one of " + name);
      }
      return found;
    }

    private void confirmed(ResultsConfirmed event) {
      SoakBooks step = of(event.step());
      int[] place = {0};
      event
          .indexes()
          .forEach(index -> {
            byte[] result = event.results().get(place[0]++);
            tasks++;
            if (step.step.equals("write")) {
              SoakProcess.Written written =
                  (SoakProcess.Written) codec.decode(result, SoakProcess.Written.class);
              step.confirm(index, written.nonce(), event.time());
              blob(written.number(), written.blob());
            } else {
              SoakProcess.Done done =
                  (SoakProcess.Done) codec.decode(result, SoakProcess.Done.class);
              step.confirm(index, done.nonce(), event.time());
            }
          });
    }

    private void blob(int number, BlobRef blob) {
      blobs++;
      try {
        byte[] bytes = blobStore.readRange(blob, 0, (int) blob.size());
        if (!Arrays.equals(bytes, SoakProcess.text(number))) {
          violation("blob " + blob.key() + " should hold text " + number + ", found other bytes");
        }
      } catch (PortFailure e) {
        violation("blob " + blob.key() + " of a result cannot be read: " + e.getMessage());
      }
    }

    private void completed(RunCompleted event) {
      Object result = codec.decode(event.result(), SoakProcess.Result.class);
      if (!result.equals(request.expected())) {
        violation("run " + run + " should give " + request.expected() + ", found " + result);
      }
    }

    void note(Effect effect) {
      if (!effect.run().equals(run.value())) {
        return;
      }
      executions++;
      SoakBooks step = books.get(effect.step());
      if (step == null || effect.index() >= step.tasks || !step.scheduled.get(effect.index())) {
        violation("an execution should be of a task that was scheduled, found " + effect);
        return;
      }
      if (step.note(effect) && !isExplained(effect.millis())) {
        violation(
            step.task(effect.index())
                + " of run "
                + run
                + " ran again, though nothing was killed within "
                + EXPLAINED_MILLIS / 1_000
                + " s before");
      }
      long confirmed = step.confirmedMillis[effect.index()];
      late += confirmed > 0 && effect.millis() > confirmed + LATE_MILLIS ? 1 : 0;
    }

    /** One key is one task's: who gives it to others to do a thing once, has it done for each. */
    void requireDistinctKeys() {
      long[] keys =
          books.values().stream()
              .flatMapToLong(step -> Arrays.stream(step.keys))
              .sorted()
              .toArray();
      for (int i = 1; i < keys.length; i++) {
        if (keys[i] == keys[i - 1]) {
          violation("run " + run + ": two tasks should have two keys, found one");
          return;
        }
      }
    }
  }

  private boolean isExplained(long millis) {
    int at = Arrays.binarySearch(kills, millis);
    int before = at >= 0 ? at : -at - 2;
    return before >= 0 && millis - kills[before] <= EXPLAINED_MILLIS;
  }
}
