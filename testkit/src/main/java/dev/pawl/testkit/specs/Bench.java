package dev.pawl.testkit.specs;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.run.Decision;
import dev.pawl.run.Evaluation;
import dev.pawl.run.GraphOrchestration;
import dev.pawl.run.Rejection;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent;
import dev.pawl.run.TaskLedger;
import dev.pawl.spi.Codec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The aggregate of one run with its log in memory, and a clock that stands still. After each
 * command the functions that the run waits for are asked.
 *
 * <p>Each event is folded into a second state as well, and an {@link AssertionError} tells where
 * the two differ: replayed state equals live state at every position. One thread at a time.
 */
public final class Bench {
  /** Where the clock begins, in milliseconds since 1970. */
  public static final long BEGINNING = 1_000_000;

  private final Words words;
  private final Functions functions;
  private final Twins<?> twins;
  private final List<RunEvent> log = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private long now = BEGINNING;

  /** A bench that calls the functions of the definition. */
  public Bench(ProcessGraph graph, Codec codec) {
    this(graph, codec, new CalledFunctions(graph, codec));
  }

  /** A bench with an evaluator of its own. */
  public Bench(ProcessGraph graph, Codec codec, Functions functions) {
    this.words = new Words(graph, codec);
    this.functions = functions;
    this.twins = new Twins<>(new GraphOrchestration(graph));
  }

  /**
   * Puts a command to the run, then all that functions have to say. Gives what the command led to
   * before that.
   */
  public Decision play(RunCommand command) {
    Decision decision = decide(command);
    for (List<RunCommand> said = said(); !said.isEmpty(); said = said()) {
      said.forEach(this::decide);
    }
    twins.requireReplay(log);
    return decision;
  }

  /** Puts a command to the run, and asks no function. */
  public Decision decide(RunCommand command) {
    Decision decision = twins.handle(command);
    if (decision.events().isEmpty() == decision.rejections().isEmpty()
        && !(command instanceof RunCommand.IssueRetries)) {
      requireSomePart(command, decision);
    }
    log.addAll(decision.events());
    rejections.addAll(decision.rejections());
    return decision;
  }

  /** Only a batch may be refused in part, and only the timer may ask for nothing. */
  private static void requireSomePart(RunCommand command, Decision decision) {
    boolean batch =
        command instanceof RunCommand.ConfirmResults || command instanceof RunCommand.ReturnTasks;
    if (!batch) {
      throw new AssertionError(
          "a command should either lead to events or be refused, found "
              + decision
              + " for "
              + command);
    }
  }

  private List<RunCommand> said() {
    for (Evaluation evaluation : twins.evaluations()) {
      List<RunCommand> said = functions.outcome(evaluation, this);
      if (!said.isEmpty()) {
        return said;
      }
    }
    return List.of();
  }

  /** Takes events that somebody recorded before. */
  public void take(List<RunEvent> events) {
    events.forEach(twins::take);
    log.addAll(events);
  }

  /** Functions that the run waits for. */
  public List<Evaluation> evaluations() {
    return twins.evaluations();
  }

  public TaskLedger ledger() {
    return twins.ledger();
  }

  /** All events so far; the first has position 1. */
  public List<RunEvent> log() {
    return Collections.unmodifiableList(log);
  }

  /** All refusals so far. */
  public List<Rejection> rejections() {
    return Collections.unmodifiableList(rejections);
  }

  /** Lets time go by. */
  public void pass(Duration time) {
    now += time.toMillis();
  }

  /** The time, in milliseconds since 1970. */
  public long now() {
    return now;
  }

  /** The words of the process. */
  public Words words() {
    return words;
  }
}
