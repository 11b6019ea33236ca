package dev.pawl.orchestration;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.orchestration.FunctionCall.Element;
import dev.pawl.run.Evaluation;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunCommand;
import dev.pawl.run.TaskLedger;
import dev.pawl.spi.Codec;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.Message.InputForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Starts the calls of functions that runs wait for, and brings their outcomes to the mailbox. */
final class Evaluations {
  private static final int LARGEST = 4_096;

  private final Codec codec;
  private final FunctionLimits limits;
  private final FunctionRunner runner;
  private final Clocks clocks;
  private final Mailbox mailbox;
  private final Counters counters;

  Evaluations(
      Codec codec,
      FunctionLimits limits,
      FunctionRunner runner,
      Clocks clocks,
      Mailbox mailbox,
      Counters counters) {
    this.codec = codec;
    this.limits = limits;
    this.runner = runner;
    this.clocks = clocks;
    this.mailbox = mailbox;
    this.counters = counters;
  }

  /**
   * Starts whatever runs wait for and was not started yet, and takes them out of the set; one whose
   * log cannot be read now stays in it.
   */
  void start(Set<RunSession> runs) {
    for (var all = runs.iterator(); all.hasNext(); ) {
      RunSession session = all.next();
      if (session.graph().isEmpty() || start(session)) {
        all.remove();
      }
    }
  }

  private boolean start(RunSession session) {
    boolean started = true;
    for (Evaluation evaluation : session.takeEvaluations()) {
      try {
        start(session, evaluation);
      } catch (PortFailure.Unavailable e) {
        counters.unavailable("events of run " + session.id(), e);
        session.evaluated(evaluation.step());
        started = false;
      }
    }
    return started;
  }

  private void start(RunSession session, Evaluation evaluation) {
    int step = evaluation.step();
    Supplier<List<RunCommand>> call;
    try {
      call = call(session, evaluation);
    } catch (UnreadableValue e) {
      park(session, evaluation, e.reason);
      return;
    }
    runner.run(
        call,
        limits.time(),
        commands -> mailbox.send(new Mail.Evaluated(session, step, commands)),
        reason -> park(session, evaluation, reason));
  }

  private void park(RunSession session, Evaluation evaluation, String reason) {
    mailbox.send(
        new Mail.Evaluated(
            session,
            evaluation.step(),
            List.of(
                new RunCommand.Park(
                    clocks.millis(), evaluation.step(), evaluation.round(), reason))));
  }

  private Supplier<List<RunCommand>> call(RunSession session, Evaluation evaluation) {
    ProcessGraph graph = session.graph().orElseThrow();
    Values values = session.values();
    FunctionCall call = new FunctionCall(graph, codec, limits, evaluation.round(), clocks::millis);
    return switch (evaluation) {
      case Evaluation.FanOut e -> {
        Step.FanOut step = (Step.FanOut) graph.step(e.step());
        int upTo = Math.min(e.upTo(), e.parent() + LARGEST);
        List<Element> elements =
            elements(values, session.ledger(), step.source(), e.parent(), upTo);
        yield elements.isEmpty()
            ? () ->
                List.of(
                    new RunCommand.RecordFanOut(
                        clocks.millis(), e.step(), e.round(), e.first(), Payloads.empty(), upTo, 0))
            : call.fanOut(step, elements, e.ordinal(), e.first(), upTo);
      }
      case Evaluation.Combine e -> {
        Step.Combine step = (Step.Combine) graph.step(e.step());
        List<Element> left = new ArrayList<>();
        e.indexes()
            .forEach(index -> left.add(new Element(index, read(values, step.left(), index))));
        yield call.combine(step, e.indexes(), left, read(values, step.right(), 0));
      }
      case Evaluation.Fold e -> {
        Step.Fold step = (Step.Fold) graph.step(e.step());
        byte[] before =
            session.ledger().positionOf(e.step(), 0) == 0 ? new byte[0] : read(values, e.step(), 0);
        yield call.fold(
            step,
            e.from(),
            e.upTo(),
            before,
            elements(values, session.ledger(), step.source(), e.from(), e.upTo()));
      }
      case Evaluation.Choice e -> {
        Step.Choice step = (Step.Choice) graph.step(e.step());
        yield call.choice(step, read(values, step.source(), 0));
      }
      case Evaluation.Plan e -> {
        Step.Dag step = (Step.Dag) graph.step(e.step());
        yield call.plan(step, read(values, step.source(), 0), e.first());
      }
      case Evaluation.Until e ->
          call.until((Step.Repeat) graph.step(e.step()), read(values, e.result(), 0));
      case Evaluation.Result e -> {
        byte[] result = values.of(e.step(), 0).json();
        yield () -> List.of(new RunCommand.RecordResult(clocks.millis(), result));
      }
    };
  }

  private static List<Element> elements(
      Values values, TaskLedger ledger, int source, int from, int upTo) {
    List<Element> elements = new ArrayList<>();
    IndexSet.range(from, upTo)
        .forEach(index -> {
          if (!ledger.isMissing(source, index)) {
            elements.add(new Element(index, read(values, source, index)));
          }
        });
    return elements;
  }

  /**
   * A list that was gathered into blobs cannot be had here: the orchestrator never opens a blob.
   */
  private static byte[] read(Values values, int step, int index) {
    Values.Value value = values.of(step, index);
    if (value.form() == InputForm.GATHERED) {
      throw new UnreadableValue(
          "a list of more than "
              + Step.All.LARGEST_INLINE
              + " elements should go to a task or be folded, found a function that takes it");
    }
    return value.json();
  }

  private static final class UnreadableValue extends RuntimeException {
    private final String reason;

    UnreadableValue(String reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
