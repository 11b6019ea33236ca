package dev.pawl.wire;

import dev.pawl.graph.Step.Body;
import dev.pawl.graph.Step.Branch;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.ParentTask;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.AttemptDropped;
import dev.pawl.run.RunEvent.BranchChosen;
import dev.pawl.run.RunEvent.Combined;
import dev.pawl.run.RunEvent.FannedOut;
import dev.pawl.run.RunEvent.Folded;
import dev.pawl.run.RunEvent.Planned;
import dev.pawl.run.RunEvent.QuarantineLifted;
import dev.pawl.run.RunEvent.ResultsConfirmed;
import dev.pawl.run.RunEvent.RetriesIssued;
import dev.pawl.run.RunEvent.RetryPlanned;
import dev.pawl.run.RunEvent.RoundBegan;
import dev.pawl.run.RunEvent.RoundsEnded;
import dev.pawl.run.RunEvent.RunCancelled;
import dev.pawl.run.RunEvent.RunCompleted;
import dev.pawl.run.RunEvent.RunFailed;
import dev.pawl.run.RunEvent.RunParked;
import dev.pawl.run.RunEvent.RunPaused;
import dev.pawl.run.RunEvent.RunResumed;
import dev.pawl.run.RunEvent.RunStalled;
import dev.pawl.run.RunEvent.RunStarted;
import dev.pawl.run.RunEvent.SecondAttemptIssued;
import dev.pawl.run.RunEvent.SignalReceived;
import dev.pawl.run.RunEvent.StepCompleted;
import dev.pawl.run.RunEvent.TaskQuarantined;
import dev.pawl.run.RunEvent.TaskReissued;
import dev.pawl.run.RunEvent.TasksDispatched;
import dev.pawl.run.RunEvent.TasksReturned;
import dev.pawl.run.RunEvent.TasksScheduled;
import dev.pawl.run.StepInfo;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the fields of events, for {@link EventJson}. */
final class EventFields {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;
  private final List<StepInfo> steps;

  EventFields(JsonGenerator json, List<StepInfo> steps) {
    this.json = json;
    this.steps = steps;
  }

  void write(RunEvent event) {
    switch (event) {
      case RunStarted e -> started(e);
      case TasksScheduled e -> tasks(e.step(), e.indexes());
      case TasksDispatched e -> {
        tasks(e.step(), e.indexes());
        json.writeStringProperty("queue", e.queue());
      }
      case TasksReturned e -> {
        tasks(e.step(), e.indexes());
        json.writeBooleanProperty("apart", e.apart());
      }
      case ResultsConfirmed e -> confirmed(e);
      case RetryPlanned e -> {
        attempt(e.step(), e.index(), e.attempt());
        nonce(e.nonce());
        failure(e.kind(), e.error());
        time("notBefore", e.notBefore());
      }
      case TaskReissued e -> {
        attempt(e.step(), e.index(), e.attempt());
        failure(e.kind(), e.error());
      }
      case SecondAttemptIssued e -> {
        attempt(e.step(), e.index(), e.attempt());
        json.writeNumberProperty("ranMillis", e.ranMillis());
      }
      case AttemptDropped e -> {
        attempt(e.step(), e.index(), e.attempt());
        nonce(e.nonce());
        failure(e.kind(), e.error());
      }
      case RetriesIssued e -> tasks(e.step(), e.indexes());
      case TaskQuarantined e -> {
        attempt(e.step(), e.index(), e.attempt());
        nonce(e.nonce());
        failure(e.kind(), e.error());
      }
      case QuarantineLifted e -> tasks(e.step(), e.indexes());
      case FannedOut e -> fannedOut(e);
      case Planned e -> planned(e);
      case Combined e -> {
        tasks(e.step(), e.indexes());
        values("values", e.values());
      }
      case Folded e -> {
        step(e.step());
        json.writeNumberProperty("upTo", e.upTo());
        value("accumulator", e.accumulator());
      }
      case BranchChosen e -> {
        step(e.step());
        json.writeBooleanProperty("side", e.side());
      }
      case SignalReceived e -> {
        step(e.step());
        value("value", e.value());
      }
      case RoundBegan e -> {
        step(e.step());
        json.writeStringProperty("body", e.body().toString());
        json.writeNumberProperty("round", e.round());
        value("value", e.value());
      }
      case RoundsEnded e -> {
        step(e.step());
        json.writeNumberProperty("round", e.round());
      }
      case StepCompleted e -> {
        step(e.step());
        json.writeStringProperty("missing", e.missing().toString());
      }
      case RunParked e -> {
        step(e.step());
        json.writeStringProperty("reason", e.reason());
      }
      case RunStalled e -> json.writeNumberProperty("quarantined", e.quarantined());
      case RunCompleted e -> value("result", e.result());
      case RunFailed e -> {
        step(e.step());
        json.writeNumberProperty("index", e.index());
        json.writeStringProperty("error", e.error());
      }
      case RunPaused _, RunResumed _, RunCancelled _ -> {}
    }
  }

  void time(String name, long millis) {
    json.writeStringProperty(name, Instant.ofEpochMilli(millis).toString());
  }

  private void started(RunStarted e) {
    json.writeStringProperty("definition", e.definition());
    json.writeNumberProperty("version", e.version());
    json.writeStringProperty("digest", e.digest());
    json.writeStringProperty("artefact", e.artefact());
    json.writeArrayPropertyStart("steps");
    for (StepInfo step : e.steps()) {
      json.writeStartObject();
      json.writeStringProperty("name", step.name());
      json.writeStringProperty("kind", step.kind());
      json.writeName("sources");
      numbers(step.sources());
      json.writeBooleanProperty("many", step.many());
      json.writeBooleanProperty("onWorkers", step.onWorkers());
      switch (step.guard().orElse(null)) {
        case null -> {}
        case Branch branch -> {
          json.writeNumberProperty("choice", branch.choice());
          json.writeBooleanProperty("side", branch.side());
        }
        case Body body -> json.writeNumberProperty("entry", body.entry());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringProperty("inputDigest", e.inputDigest());
    value("input", e.input());
    if (e.parent().isPresent()) {
      ParentTask parent = e.parent().get();
      json.writeObjectPropertyStart("parent");
      json.writeStringProperty("run", parent.run().value());
      json.writeNumberProperty("stepId", parent.step());
      json.writeNumberProperty("round", parent.round());
      json.writeNumberProperty("index", parent.index());
      json.writeNumberProperty("attempt", parent.attempt());
      json.writeEndObject();
    }
  }

  private void confirmed(ResultsConfirmed e) {
    tasks(e.step(), e.indexes());
    if (!e.attempts().isEmpty()) {
      json.writeName("attempts");
      numbers(e.attempts());
    }
    nonce(e.nonce());
    values("results", e.results());
    json.writeNumberProperty("micros", e.micros());
    json.writeNumberProperty("slowestMicros", e.slowestMicros());
  }

  private void fannedOut(FannedOut e) {
    step(e.step());
    json.writeNumberProperty("first", e.first());
    values("values", e.values());
    json.writeNumberProperty("parent", e.parent());
    json.writeNumberProperty("ordinal", e.ordinal());
  }

  private void planned(Planned e) {
    step(e.step());
    json.writeNumberProperty("first", e.first());
    json.writeNumberProperty("total", e.total());
    json.writeArrayPropertyStart("nodes");
    for (int node = 0; node < e.ids().size(); node++) {
      json.writeStartObject();
      json.writeName("id");
      raw(e.ids().text(node));
      json.writeName("value");
      raw(e.values().text(node));
      json.writeName("parents");
      numbers(Arrays.stream(e.parents().get(node)).boxed().toList());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void step(int id) {
    boolean known = id >= 0 && id < steps.size();
    json.writeStringProperty("step", known ? steps.get(id).name() : Integer.toString(id));
    json.writeNumberProperty("stepId", id);
  }

  private void tasks(int step, IndexSet indexes) {
    step(step);
    json.writeStringProperty("indexes", indexes.toString());
    json.writeNumberProperty("count", indexes.size());
  }

  private void attempt(int step, int index, int attempt) {
    step(step);
    json.writeNumberProperty("index", index);
    json.writeNumberProperty("attempt", attempt);
  }

  private void nonce(long nonce) {
    json.writeStringProperty("nonce", HexFormat.of().toHexDigits(nonce));
  }

  private void failure(FailureKind kind, String error) {
    json.writeStringProperty("kind", kind.name());
    json.writeStringProperty("error", error);
  }

  private void numbers(List<Integer> numbers) {
    json.writeStartArray();
    numbers.forEach(json::writeNumber);
    json.writeEndArray();
  }

  private void values(String name, Payloads values) {
    json.writeArrayPropertyStart(name);
    for (int i = 0; i < values.size(); i++) {
      raw(values.text(i));
    }
    json.writeEndArray();
  }

  private void value(String name, byte[] value) {
    json.writeName(name);
    raw(new String(value, StandardCharsets.UTF_8));
  }

  /**
   * JSON as it is, on one line; what is no JSON becomes a string, so that the line stays readable.
   */
  private void raw(String value) {
    if (isJson(value)) {
      // Ends of lines stand only between the tokens of JSON, where a space means the same.
      json.writeRawValue(value.replace('\n', ' ').replace('\r', ' '));
    } else {
      json.writeString(value);
    }
  }

  private static boolean isJson(String value) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), value)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }
}
