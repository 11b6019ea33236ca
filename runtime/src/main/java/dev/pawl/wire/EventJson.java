package dev.pawl.wire;

import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.*;
import dev.pawl.run.StepInfo;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Events as JSON for people and scripts: one object a line, steps by name, values as they are. */
public final class EventJson {
  private final JsonMapper mapper = new JsonMapper();

  /**
   * One event as an object without line breaks: position, type, time, and the event's fields.
   *
   * @param steps of the run, as its first event tells them
   */
  public String line(long position, RunEvent event, List<StepInfo> steps) {
    ObjectNode json = mapper.createObjectNode();
    json.put("position", position);
    json.put("type", event.getClass().getSimpleName());
    json.put("time", Instant.ofEpochMilli(event.time()).toString());
    fields(json, event, steps);
    return mapper.writeValueAsString(json);
  }

  private void fields(ObjectNode json, RunEvent event, List<StepInfo> steps) {
    switch (event) {
      case RunStarted e -> started(json, e);
      case TasksScheduled e -> tasks(json, steps, e.step(), e.indexes());
      case TasksDispatched e -> tasks(json, steps, e.step(), e.indexes()).put("queue", e.queue());
      case TasksReturned e -> tasks(json, steps, e.step(), e.indexes()).put("apart", e.apart());
      case ResultsConfirmed e -> {
        tasks(json, steps, e.step(), e.indexes()).put("nonce", Long.toHexString(e.nonce()));
        if (!e.attempts().isEmpty()) {
          e.attempts().forEach(json.putArray("attempts")::add);
        }
        json.put("micros", e.micros()).put("slowestMicros", e.slowestMicros());
        values(json.putArray("results"), e.results());
      }
      case RetryPlanned e -> {
        failure(json, steps, e.step(), e.index(), e.attempt()).put("nonce", Long.toHexString(e.nonce()));
        json.put("kind", e.kind().name()).put("error", e.error()).put("notBefore", Instant.ofEpochMilli(e.notBefore()).toString());
      }
      case TaskReissued e ->
          failure(json, steps, e.step(), e.index(), e.attempt()).put("kind", e.kind().name()).put("error", e.error());
      case RetriesIssued e -> tasks(json, steps, e.step(), e.indexes());
      case TaskQuarantined e -> {
        failure(json, steps, e.step(), e.index(), e.attempt()).put("nonce", Long.toHexString(e.nonce()));
        json.put("kind", e.kind().name()).put("error", e.error());
      }
      case QuarantineLifted e -> tasks(json, steps, e.step(), e.indexes());
      case FannedOut e -> {
        tasks(json, steps, e.step(), IndexSet.range(e.first(), e.first() + e.values().size()));
        json.put("parent", e.parent()).put("ordinal", e.ordinal());
        values(json.putArray("values"), e.values());
      }
      case Combined e -> {
        tasks(json, steps, e.step(), e.indexes());
        values(json.putArray("values"), e.values());
      }
      case Folded e -> {
        json.put("step", name(steps, e.step())).put("upTo", e.upTo());
        json.putRawValue("accumulator", raw(e.accumulator()));
      }
      case BranchChosen e -> json.put("step", name(steps, e.step())).put("side", e.side());
      case StepCompleted e -> {
        json.put("step", name(steps, e.step()));
        if (!e.missing().isEmpty()) {
          json.put("missing", e.missing().toString());
        }
      }
      case RunParked e -> json.put("step", name(steps, e.step())).put("reason", e.reason());
      case RunStalled e -> json.put("quarantined", e.quarantined());
      case RunCompleted e -> json.putRawValue("result", raw(e.result()));
      case RunFailed e -> failure(json, steps, e.step(), e.index(), 0).put("error", e.error()).remove("attempt");
      case RunPaused _, RunResumed _, RunCancelled _ -> {}
    }
  }

  private static void started(ObjectNode json, RunStarted event) {
    json.put("definition", event.definition()).put("version", event.version());
    json.put("digest", event.digest()).put("artefact", event.artefact());
    ArrayNode steps = json.putArray("steps");
    event.steps().forEach(step -> steps.add(step.name()));
    json.put("inputDigest", event.inputDigest());
    json.putRawValue("input", raw(event.input()));
  }

  private static ObjectNode tasks(ObjectNode json, List<StepInfo> steps, int step, IndexSet indexes) {
    return json.put("step", name(steps, step)).put("indexes", indexes.toString()).put("count", indexes.size());
  }

  private static ObjectNode failure(ObjectNode json, List<StepInfo> steps, int step, int index, int attempt) {
    return json.put("step", name(steps, step)).put("index", index).put("attempt", attempt);
  }

  private static void values(ArrayNode array, Payloads values) {
    for (int i = 0; i < values.size(); i++) {
      array.addRawValue(raw(values.get(i)));
    }
  }

  private static RawValue raw(byte[] json) {
    return new RawValue(new String(json, StandardCharsets.UTF_8));
  }

  /** The name of a step; its number where the run does not say. */
  static String name(List<StepInfo> steps, int step) {
    return step >= 0 && step < steps.size() ? steps.get(step).name() : "step " + step;
  }
}
