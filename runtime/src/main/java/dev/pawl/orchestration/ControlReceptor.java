package dev.pawl.orchestration;

import dev.pawl.graph.Definitions;
import dev.pawl.run.ParentTask;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent.RunStarted;
import dev.pawl.run.StepInfo;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.Message.Request;
import java.util.Optional;

/**
 * Translates what users ask into commands of the run. Deterministic and without state of its own.
 */
public final class ControlReceptor {
  private ControlReceptor() {}

  /**
   * The command of a request.
   *
   * @throws PortFailure.Invalid where a run should start whose code is not at hand
   */
  public static RunCommand command(Request request, long time, Definitions definitions) {
    return switch (request) {
      case Request.Start r -> {
        Definitions.Loaded loaded =
            definitions
                .find(r.definition(), r.version())
                .orElseThrow(() ->
                    new PortFailure.Invalid(
                        "process '"
                            + r.definition()
                            + "' version "
                            + r.version()
                            + " should be loaded here, found "
                            + definitions.all().stream()
                                .map(one -> one.graph().name() + " " + one.graph().version())
                                .toList()));
        yield new RunCommand.Start(
            time, started(time, loaded, r.inputDigest(), r.input(), Optional.empty()));
      }
      case Request.Pause _ -> new RunCommand.Pause(time);
      case Request.Resume _ -> new RunCommand.Resume(time);
      case Request.Cancel _ -> new RunCommand.Cancel(time);
      case Request.Retry _ -> new RunCommand.Retry(time);
      case Request.Restore r -> new RunCommand.Restore(time, r.step(), r.index());
      case Request.Signal r -> new RunCommand.Signal(time, r.name(), r.value());
    };
  }

  /** The first event of a run. */
  static RunStarted started(
      long time,
      Definitions.Loaded process,
      String inputDigest,
      byte[] input,
      Optional<ParentTask> parent) {
    return new RunStarted(
        time,
        process.graph().name(),
        process.graph().version(),
        process.graph().digest(),
        process.artefact(),
        StepInfo.of(process.graph()),
        inputDigest,
        input,
        parent);
  }
}
