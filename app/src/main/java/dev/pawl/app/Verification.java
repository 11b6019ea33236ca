package dev.pawl.app;

import dev.pawl.orchestration.RunHistory;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.ResultsConfirmed;
import dev.pawl.run.RunEvent.RunStarted;
import dev.pawl.run.RunId;
import dev.pawl.run.StepInfo;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.PortFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a look at every byte of a run has found. */
final class Verification {
  private final JsonMapper mapper = new JsonMapper();
  private final BlobStore store;
  private final Set<String> seen = new HashSet<>();
  private final List<String> damages = new ArrayList<>();
  private final List<StepInfo> steps = new ArrayList<>();
  private long events;
  private long blobBytes;

  private Verification(BlobStore store) {
    this.store = store;
  }

  /**
   * Reads and checks a run: that its events can be read and folded, and the blobs of its confirmed
   * results.
   */
  static Verification of(EventStore events, BlobStore blobs, RunId run) {
    Verification found = new Verification(blobs);
    try {
      RunHistory.each(events, run, 1, found::event);
      RunHistory.read(events, run);
    } catch (PortFailure e) {
      found.damages.add("events, after position " + found.events + ": " + e.getMessage());
    } catch (RuntimeException e) {
      found.damages.add("events cannot be folded: " + e);
    }
    return found;
  }

  long events() {
    return events;
  }

  /** How many blobs were read. */
  int blobs() {
    return seen.size();
  }

  long blobBytes() {
    return blobBytes;
  }

  /** One line each, with the place. */
  List<String> damages() {
    return damages;
  }

  private void event(RunEvent event, long position) {
    events = position;
    switch (event) {
      case RunStarted started -> steps.addAll(started.steps());
      case ResultsConfirmed confirmed -> {
        String step =
            confirmed.step() < steps.size()
                ? steps.get(confirmed.step()).name()
                : "step " + confirmed.step();
        results(
            confirmed.results(),
            "position " + position + " (" + step + "[" + confirmed.indexes() + "])");
      }
      default -> {}
    }
  }

  private void results(Payloads results, String place) {
    for (int i = 0; i < results.size(); i++) {
      // Most results hold no reference, and need not be parsed.
      if (new String(results.get(i), StandardCharsets.UTF_8).contains("\"checksum\"")) {
        blobs(mapper.readTree(results.get(i)), place);
      }
    }
  }

  private void blobs(JsonNode node, String place) {
    if (ResultFiles.isReference(node)) {
      BlobRef blob =
          new BlobRef(
              node.get("key").stringValue(),
              node.get("size").longValue(),
              node.get("checksum").stringValue());
      if (seen.add(blob.key())) {
        read(blob, place);
      }
    }
    node.forEach(child -> blobs(child, place));
  }

  private void read(BlobRef blob, String place) {
    byte[] buffer = new byte[1 << 16];
    try (InputStream bytes = store.read(blob)) {
      for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
        blobBytes += count;
      }
    } catch (IOException | PortFailure e) {
      damages.add(place + ": " + e.getMessage());
    }
  }
}
