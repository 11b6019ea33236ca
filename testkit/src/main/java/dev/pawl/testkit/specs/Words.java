package dev.pawl.testkit.specs;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.Rejection;
import dev.pawl.run.RunEvent;
import dev.pawl.run.StepInfo;
import dev.pawl.spi.Codec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Says events in the words of a process: names of steps, indexes, values as JSON. Immutable. */
public final class Words {
  private static final int MOST_VALUES = 10;

  private final ProcessGraph graph;
  private final Codec codec;

  public Words(ProcessGraph graph, Codec codec) {
    this.graph = graph;
    this.codec = codec;
  }

  /** The event in words. */
  public String of(RunEvent event) {
    return switch (event) {
      case RunEvent.RunStarted _ -> "the run started";
      case RunEvent.TasksScheduled e -> tasks(e.step(), e.indexes()) + " scheduled";
      case RunEvent.TasksDispatched e ->
          tasks(e.step(), e.indexes()) + " dispatched to " + e.queue();
      case RunEvent.TasksReturned e ->
          tasks(e.step(), e.indexes()) + " given back" + (e.apart() ? ", to go out apart" : "");
      case RunEvent.ResultsConfirmed e ->
          tasks(e.step(), e.indexes()) + " confirmed" + attempts(e.attempts());
      case RunEvent.RetryPlanned e ->
          task(e.step(), e.index())
              + " will be retried after "
              + duration(Duration.ofMillis(e.notBefore() - e.time()));
      case RunEvent.TaskReissued e ->
          task(e.step(), e.index()) + " reissued as attempt " + e.attempt();
      case RunEvent.SecondAttemptIssued e ->
          task(e.step(), e.index()) + " begun a second time, as attempt " + e.attempt();
      case RunEvent.AttemptDropped e ->
          task(e.step(), e.index()) + " goes on without attempt " + e.attempt() + ": " + e.error();
      case RunEvent.RetriesIssued e -> tasks(e.step(), e.indexes()) + " retried";
      case RunEvent.TaskQuarantined e -> task(e.step(), e.index()) + " quarantined: " + e.error();
      case RunEvent.QuarantineLifted e -> tasks(e.step(), e.indexes()) + " out of quarantine";
      case RunEvent.FannedOut e ->
          made(e.step(), IndexSet.range(e.first(), e.first() + e.values().size()), e.values());
      case RunEvent.Planned e -> planned(e);
      case RunEvent.Combined e -> made(e.step(), e.indexes(), e.values());
      case RunEvent.Folded e -> folded(name(e.step()), e.upTo(), text(e.accumulator()));
      case RunEvent.BranchChosen e -> decided(name(e.step()), e.side());
      case RunEvent.SignalReceived e -> received(name(e.step()), text(e.value()));
      case RunEvent.RoundBegan e -> roundBegan(name(e.step()), e.round(), text(e.value()));
      case RunEvent.RoundsEnded e -> roundsEnded(name(e.step()), e.round());
      case RunEvent.StepCompleted e -> complete(name(e.step()), e.missing());
      case RunEvent.RunPaused _ -> "the run was paused";
      case RunEvent.RunParked e -> parked(name(e.step()), e.reason());
      case RunEvent.RunResumed _ -> "the run was resumed";
      case RunEvent.RunStalled e -> stalled(e.quarantined());
      case RunEvent.RunCompleted e -> completed(text(e.result()));
      case RunEvent.RunFailed e ->
          "the run failed at " + task(e.step(), e.index()) + ": " + e.error();
      case RunEvent.RunCancelled _ -> "the run was cancelled";
    };
  }

  String of(Rejection rejection) {
    return refused(rejection.reason(), rejection.count());
  }

  /** Id of a step; an error names the steps that there are. */
  int id(String name) {
    return graph
        .step(name)
        .map(Step::id)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "process '"
                    + graph.name()
                    + "' has no step '"
                    + name
                    + "', only "
                    + graph.steps().stream().map(Step::name).toList()));
  }

  int result() {
    return graph.result();
  }

  String tasks(Tasks tasks) {
    return tasks(id(tasks.step()), tasks.indexes());
  }

  private String task(int step, int index) {
    return tasks(step, IndexSet.of(index));
  }

  private String tasks(int id, IndexSet indexes) {
    Step step = graph.step(id);
    boolean alone = !step.many() && !(step instanceof Step.All) && indexes.equals(IndexSet.of(0));
    return alone ? step.name() : step.name() + "[" + indexes + "]";
  }

  private String name(int step) {
    return graph.step(step).name();
  }

  String made(Tasks made, List<Object> values) {
    return tasks(made) + " made" + (values.isEmpty() ? "" : ": " + values(made.step(), values));
  }

  String planned(Tasks tasks, List<String> nodes) {
    return tasks(tasks) + " planned" + (nodes.isEmpty() ? "" : ": " + String.join(", ", nodes));
  }

  /** Nodes by their ids, and parents by theirs where the same part holds them. */
  private String planned(RunEvent.Planned e) {
    String what =
        e.total() == 0
            ? name(e.step()) + " planned none"
            : tasks(e.step(), IndexSet.range(e.first(), e.first() + e.ids().size())) + " planned";
    if (e.total() == 0 || e.ids().size() > MOST_VALUES) {
      return what;
    }
    List<String> nodes = new ArrayList<>();
    for (int node = 0; node < e.ids().size(); node++) {
      List<String> parents =
          Arrays.stream(e.parents().get(node)).mapToObj(parent -> nodeName(e, parent)).toList();
      nodes.add(
          nodeName(e, e.first() + node)
              + (parents.isEmpty() ? "" : " after " + String.join(" and ", parents)));
    }
    return what + ": " + String.join(", ", nodes);
  }

  private static String nodeName(RunEvent.Planned e, int node) {
    int place = node - e.first();
    boolean here = place >= 0 && place < e.ids().size();
    String id = here ? e.ids().text(place) : "";
    return here ? id.substring(1, id.length() - 1) : Integer.toString(node);
  }

  private String made(int step, IndexSet indexes, Payloads values) {
    if (indexes.isEmpty()) {
      return name(step) + " made none";
    }
    List<String> shown =
        java.util.stream.IntStream.range(0, values.size()).mapToObj(values::text).toList();
    return tasks(step, indexes)
        + " made"
        + (shown.size() > MOST_VALUES ? "" : ": " + String.join(", ", shown));
  }

  String values(String step, List<Object> values) {
    int id = id(step);
    return String.join(", ", values.stream().map(value -> json(id, value)).toList());
  }

  String json(int step, Object value) {
    return text(bytes(step, value));
  }

  /** The value of a signal as JSON. */
  String signal(String name, Object value) {
    return value instanceof Json(String text) ? text : json(id(name), value);
  }

  byte[] bytes(String step, Object value) {
    return bytes(id(step), value);
  }

  private byte[] bytes(int step, Object value) {
    return value instanceof Json(String text)
        ? text.getBytes(StandardCharsets.UTF_8)
        : codec.encode(value, graph.step(step).type());
  }

  RunEvent.RunStarted started(long time, Object input) {
    return new RunEvent.RunStarted(
        time,
        graph.name(),
        graph.version(),
        graph.digest(),
        "spec",
        StepInfo.of(graph),
        "input",
        bytes(0, input));
  }

  static String folded(String step, int upTo, String accumulator) {
    return step + " folded up to " + upTo + ": " + accumulator;
  }

  static String decided(String step, boolean side) {
    return step + " decided: " + (side ? "yes" : "no");
  }

  static String received(String signal, String value) {
    return "signal " + signal + " received: " + value;
  }

  static String roundBegan(String step, int round, String value) {
    return step + " began round " + round + " with " + value;
  }

  static String roundsEnded(String step, int round) {
    return step + " has enough after round " + round;
  }

  static String complete(String step, IndexSet missing) {
    return step + " complete" + (missing.isEmpty() ? "" : " without " + missing);
  }

  static String parked(String step, String reason) {
    return "the run was parked at " + step + ": " + reason;
  }

  static String stalled(int quarantined) {
    return "the run stalled with " + quarantined + " in quarantine";
  }

  static String completed(String result) {
    return "the run completed with " + result;
  }

  static String refused(Rejection.Reason reason, int count) {
    return "refused: "
        + reason.name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + (count == 1 ? "" : ", " + count + " times");
  }

  static String duration(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  private static String attempts(List<Integer> attempts) {
    List<Integer> distinct = attempts.stream().distinct().toList();
    if (distinct.isEmpty() || distinct.equals(List.of(1))) {
      return "";
    }
    return distinct.size() == 1 ? " at attempt " + distinct.get(0) : " at attempts " + attempts;
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
