package dev.pawl.app;

import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.*;
import dev.pawl.run.StepInfo;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Events as lines for people: position, time, what happened, without payloads. */
final class EventText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private EventText() {}

  static String line(long position, RunEvent event, List<StepInfo> steps) {
    return String.format(
        "%6d  %s  %-17s %s",
        position,
        TIME.format(Instant.ofEpochMilli(event.time())),
        event.getClass().getSimpleName(),
        what(event, steps));
  }

  private static String what(RunEvent event, List<StepInfo> steps) {
    return switch (event) {
      case RunStarted e ->
          e.definition()
              + " version "
              + e.version()
              + " ("
              + e.artefact()
              + ")"
              + e.parent().map(parent -> " for run " + parent.run()).orElse("");
      case TasksScheduled e -> name(steps, e.step()) + "[" + e.indexes() + "]";
      case TasksDispatched e -> name(steps, e.step()) + "[" + e.indexes() + "]";
      case TasksReturned e -> name(steps, e.step()) + "[" + e.indexes() + "]";
      case ResultsConfirmed e ->
          name(steps, e.step()) + "[" + e.indexes() + "] in " + e.micros() / 1000 + " ms";
      case RetryPlanned e -> task(steps, e.step(), e.index(), e.attempt()) + " " + first(e.error());
      case TaskReissued e -> task(steps, e.step(), e.index(), e.attempt()) + " " + first(e.error());
      case SecondAttemptIssued e ->
          task(steps, e.step(), e.index(), e.attempt())
              + " beside one of "
              + Spans.ofMillis(e.ranMillis());
      case AttemptDropped e ->
          task(steps, e.step(), e.index(), e.attempt()) + " " + first(e.error());
      case RetriesIssued e -> name(steps, e.step()) + "[" + e.indexes() + "]";
      case TaskQuarantined e ->
          task(steps, e.step(), e.index(), e.attempt()) + " " + first(e.error());
      case QuarantineLifted e -> name(steps, e.step()) + "[" + e.indexes() + "]";
      case FannedOut e ->
          name(steps, e.step()) + " " + e.values().size() + " values from " + e.first();
      case Planned e ->
          name(steps, e.step())
              + " "
              + e.ids().size()
              + " of "
              + e.total()
              + " nodes from "
              + e.first();
      case Combined e -> name(steps, e.step()) + "[" + e.indexes() + "]";
      case Folded e -> name(steps, e.step()) + " up to " + e.upTo();
      case BranchChosen e -> name(steps, e.step()) + " " + (e.side() ? "then" : "otherwise");
      case SignalReceived e -> name(steps, e.step());
      case RoundBegan e -> name(steps, e.step()) + " round " + (e.round() + 1);
      case RoundsEnded e -> name(steps, e.step()) + " after round " + (e.round() + 1);
      case StepCompleted e ->
          name(steps, e.step()) + (e.missing().isEmpty() ? "" : " without " + e.missing());
      case RunParked e -> name(steps, e.step()) + " " + e.reason();
      case RunStalled e -> e.quarantined() + " in quarantine";
      case RunFailed e -> name(steps, e.step()) + "[" + e.index() + "] " + first(e.error());
      case RunPaused _, RunResumed _, RunCompleted _, RunCancelled _ -> "";
    };
  }

  private static String task(List<StepInfo> steps, int step, int index, int attempt) {
    return name(steps, step) + "[" + index + "] attempt " + attempt + ":";
  }

  private static String first(String error) {
    return error.lines().findFirst().orElse("");
  }

  private static String name(List<StepInfo> steps, int step) {
    return step < steps.size() ? steps.get(step).name() : "step " + step;
  }
}
