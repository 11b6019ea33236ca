package dev.pawl.orchestration;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunCommand.Signal;
import dev.pawl.spi.Codec;
import dev.pawl.spi.PortFailure;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Reads the value of a signal as the type that its step has, before the run hears of it. Types are
 * users' code, and are read where their functions run.
 */
final class SignalCheck {
  private final Codec codec;
  private final FunctionLimits limits;
  private final FunctionRunner runner;
  private final Mailbox mailbox;

  SignalCheck(Codec codec, FunctionLimits limits, FunctionRunner runner, Mailbox mailbox) {
    this.codec = codec;
    this.limits = limits;
    this.runner = runner;
    this.mailbox = mailbox;
  }

  /**
   * Hands a command on: at once where it is no signal that can be checked, else later, on the
   * orchestrator's thread, with its value written anew.
   *
   * @param graph of the run, where its code is at hand
   * @param refused takes the reason, for people
   */
  void check(
      Optional<ProcessGraph> graph,
      RunCommand command,
      Consumer<RunCommand> fits,
      Consumer<String> refused) {
    Optional<Step.Await> awaited =
        command instanceof Signal signal && signal.value().length <= Signal.LARGEST_VALUE
            ? graph.flatMap(one -> one.step(signal.name())).flatMap(SignalCheck::await)
            : Optional.empty();
    if (awaited.isEmpty()) {
      fits.accept(command);
      return;
    }
    Signal signal = (Signal) command;
    Step.Await step = awaited.get();
    AtomicReference<String> misfit = new AtomicReference<>("");
    runner.run(
        () -> {
          try {
            Object value = codec.decode(signal.value(), step.type());
            return List.of(
                new Signal(signal.time(), signal.name(), codec.encode(value, step.type())));
          } catch (PortFailure.Invalid e) {
            misfit.set(String.valueOf(e.getMessage()));
            return List.of();
          }
        },
        limits.time(),
        read ->
            later(() -> {
              if (read.isEmpty()) {
                refused.accept(unfit(step, Objects.requireNonNullElse(misfit.get(), "")));
              } else {
                fits.accept(read.get(0));
              }
            }),
        reason -> later(() -> refused.accept(unfit(step, reason))));
  }

  private void later(Runnable action) {
    mailbox.send(new Mail.Errand(action));
  }

  private static Optional<Step.Await> await(Step step) {
    return step instanceof Step.Await await ? Optional.of(await) : Optional.empty();
  }

  private static String unfit(Step.Await step, String reason) {
    return "the value of signal '"
        + step.name()
        + "' should be a "
        + step.type().getTypeName()
        + ": "
        + reason;
  }
}
