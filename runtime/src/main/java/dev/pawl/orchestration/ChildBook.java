package dev.pawl.orchestration;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.run.IndexSet;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.*;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which tasks of a run wait for a child run to be begun, and which have one that is not over.
 * Follows durable events only, so that no child begins before its task is durable; that it was
 * begun is told by the child's own log. One thread at a time.
 */
final class ChildBook {
  private final NavigableMap<Integer, StepBook> steps = new TreeMap<>();
  private List<Left> left = new ArrayList<>();
  private int begun;
  private boolean mayStand;

  private static final class StepBook {
    final BitSet waiting = new BitSet();
    final BitSet begun = new BitSet();
    final BitSet troubled = new BitSet();
    final Map<Integer, Integer> attempts = new HashMap<>();
    int round;
  }

  /** A task that waits. */
  record Waiting(int step, int index) {}

  /**
   * A task that takes no result any more.
   *
   * @param attempts that it had
   */
  record Left(int step, int round, int index, int attempts) {}

  private ChildBook() {}

  /** An empty book; none for a graph without child runs. */
  static Optional<ChildBook> of(ProcessGraph graph) {
    ChildBook book = new ChildBook();
    graph.steps().stream()
        .filter(Step.Child.class::isInstance)
        .forEach(step -> book.steps.put(step.id(), new StepBook()));
    return book.steps.isEmpty() ? Optional.empty() : Optional.of(book);
  }

  /** Takes a durable event; gives whether it speaks of tasks of a child step alone. */
  boolean on(RunEvent event) {
    return switch (event) {
      case TasksScheduled e -> has(e.step()) && wait(e.step(), e.indexes());
      case TaskReissued e -> has(e.step()) && nextAttempt(e.step(), IndexSet.of(e.index()));
      case RetriesIssued e -> has(e.step()) && nextAttempt(e.step(), e.indexes());
      case QuarantineLifted e -> has(e.step()) && nextAttempt(e.step(), e.indexes());
      case ResultsConfirmed e -> has(e.step()) && confirm(e.step(), e.indexes());
      case RetryPlanned e -> has(e.step()) && settle(e.step(), IndexSet.of(e.index()));
      case TaskQuarantined e -> has(e.step()) && giveUp(e.step(), e.index());
      case TasksReturned e -> has(e.step());
      case TasksDispatched e -> has(e.step());
      case RoundBegan e -> {
        steps.keySet().stream().filter(e.body()::contains).forEach(this::beginAnew);
        yield false;
      }
      default -> false;
    };
  }

  private StepBook book(int step) {
    return Objects.requireNonNull(steps.get(step));
  }

  private boolean wait(int step, IndexSet indexes) {
    settle(step, indexes);
    indexes.addTo(book(step).waiting);
    return true;
  }

  private boolean nextAttempt(int step, IndexSet indexes) {
    indexes.forEach(index -> book(step).attempts.merge(index, 2, (attempt, _) -> attempt + 1));
    return wait(step, indexes);
  }

  private boolean confirm(int step, IndexSet indexes) {
    StepBook book = book(step);
    indexes.forEach(index -> {
      if (attempt(step, index) > 1) {
        left.add(new Left(step, book.round, index, attempt(step, index)));
      }
    });
    return settle(step, indexes);
  }

  /** A child that gives no result may stand, and be restored by itself. */
  private boolean giveUp(int step, int index) {
    mayStand = true;
    book(step).troubled.set(index);
    return settle(step, IndexSet.of(index));
  }

  private boolean settle(int step, IndexSet indexes) {
    StepBook book = book(step);
    indexes.forEach(index -> begun -= book.begun.get(index) ? 1 : 0);
    indexes.removeFrom(book.waiting);
    indexes.removeFrom(book.begun);
    return true;
  }

  /** What a round did not need is given up; what waits may have a child that is not looked up. */
  private void beginAnew(int step) {
    StepBook book = book(step);
    begun -= book.begun.cardinality();
    book.begun.or(book.troubled);
    book.begun.stream()
        .mapToObj(index -> new Left(step, book.round, index, attempt(step, index)))
        .forEach(left::add);
    mayStand |= !book.begun.isEmpty() || !book.waiting.isEmpty();
    book.waiting.clear();
    book.begun.clear();
    book.troubled.clear();
    book.attempts.clear();
    book.round++;
  }

  /** Tasks that, since this was asked last, have come to take no result of a child any more. */
  List<Left> takeLeft() {
    List<Left> taken = left;
    left = new ArrayList<>();
    return taken;
  }

  /** The round of a step that is durable. */
  int round(int step) {
    return book(step).round;
  }

  /** The attempt of a task that is durable; after its confirmation, the last one that was. */
  int attempt(int step, int index) {
    return book(step).attempts.getOrDefault(index, 1);
  }

  /** The next task that waits: the last step first, as what is begun is carried on first. */
  Optional<Waiting> next() {
    return steps.descendingMap().entrySet().stream()
        .filter(entry -> !entry.getValue().waiting.isEmpty())
        .findFirst()
        .map(entry -> new Waiting(entry.getKey(), entry.getValue().waiting.nextSetBit(0)));
  }

  /** A child run is begun, or was found, for a task. */
  void begin(Waiting task) {
    book(task.step()).waiting.clear(task.index());
    book(task.step()).begun.set(task.index());
    begun++;
  }

  /** It is not certain that a task has a child run: it is to be looked up, or begun again. */
  void comeBack(int step, int index) {
    if (book(step).begun.get(index)) {
      book(step).begun.clear(index);
      book(step).waiting.set(index);
      begun--;
    }
  }

  /** It is not certain of any task. */
  void comeBack() {
    for (StepBook book : steps.values()) {
      book.waiting.or(book.begun);
      book.begun.clear();
    }
    begun = 0;
  }

  /** Whether a step's tasks are child runs. */
  boolean has(int step) {
    return steps.containsKey(step);
  }

  /** The steps whose tasks are child runs. */
  Set<Integer> steps() {
    return steps.keySet();
  }

  /**
   * Whether a child run may go on though its parent is over; only the logs of the children tell.
   */
  boolean mayBeOpen() {
    return mayStand
        || begun > 0
        || steps.values().stream().anyMatch(book -> !book.waiting.isEmpty());
  }

  /** How many tasks have a child run that is not over. */
  int begun() {
    return begun;
  }
}
