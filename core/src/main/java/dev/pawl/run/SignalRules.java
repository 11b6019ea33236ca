package dev.pawl.run;

import dev.pawl.run.Rejection.Reason;
import dev.pawl.run.RunCommand.Signal;
import dev.pawl.run.RunEvent.SignalReceived;
import java.util.List;

/** The rules of signals: which one counts. */
final class SignalRules {
  private SignalRules() {}

  /** A signal counts once, whether the run is running, paused, parked or stalled. */
  static Decision receive(RunState<?> state, Signal signal) {
    Signals signals = state.signals();
    int step = signals.step(signal.name());
    if (step < 0) {
      List<String> names = signals.names();
      return Decision.refuse(
          Reason.UNKNOWN_SIGNAL,
          1,
          "a signal of this run should be "
              + (names.isEmpty() ? "none, as it awaits none" : "one of " + String.join(", ", names))
              + ", found '"
              + signal.name()
              + "'");
    }
    if (state.isDone(step, 0)) {
      return Decision.refuse(
          Reason.DUPLICATE, 1, "signal '" + signal.name() + "' has come before; the first counts");
    }
    if (signals.excluded(step, state)) {
      return Decision.refuse(
          Reason.STALE,
          1,
          "the run went another way, and does not wait for signal '" + signal.name() + "'");
    }
    if (signal.value().length > Signal.LARGEST_VALUE) {
      return Decision.refuse(
          Reason.NOT_ALLOWED,
          1,
          "the value of a signal should have at most "
              + Signal.LARGEST_VALUE
              + " bytes as JSON, found "
              + signal.value().length
              + "; larger data belongs in a blob");
    }
    return Decision.of(new SignalReceived(signal.time(), step, signal.value()));
  }
}
