package dev.pawl.orchestration;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunCommand.MarkDispatched;
import dev.pawl.run.RunEvent.RunStarted;
import dev.pawl.run.RunId;
import dev.pawl.run.RunStatus;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import dev.pawl.spi.TaskQueue.Grouped;
import dev.pawl.wire.Message.InputForm;
import dev.pawl.wire.Message.TaskBatch;
import dev.pawl.wire.MessageCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sends tasks to the queues of their pools: at most a window of tasks per pool is out, and runs
 * take turns by deficit round robin, so that a huge run holds up nobody. One thread at a time.
 */
final class Dispatcher {
  /** Tasks that a run may send at one turn: fewer, down to a few, the more runs take turns. */
  private static final int LARGEST_QUANTUM = 1_024;

  private static final int SMALLEST_QUANTUM = 64;

  /** So long turns are taken before mail is taken again. */
  private static final long TURNS_NANOS = 250_000;

  /** Tasks of a pool that may be out: what is known of them is in memory. */
  private static final int MOST_OUT = 65_536;

  /** Of each such period in which others begin and are written, huge runs send in the rest only. */
  private static final long YIELD_PERIOD_NANOS = 20_000_000;

  private static final long YIELD_NANOS = 15_000_000;

  private static final int LARGEST_BATCH_BYTES = 1 << 20;

  private final TaskQueue queue;
  private final Clocks clocks;
  private final PoolOccupancy occupancy;
  private final Map<String, PoolWindow> windows = new HashMap<>();
  private final ArrayDeque<RunSession> turns = new ArrayDeque<>();

  /** Runs of which nothing was out when they came. */
  private final ArrayDeque<RunSession> sparse = new ArrayDeque<>();

  private final Set<RunId> inTurns = new HashSet<>();
  private final Map<RunId, Integer> deficits = new HashMap<>();

  /** When it was seen last that there are no others. */
  private long yieldingSince;

  Dispatcher(TaskQueue queue, Clocks clocks, PoolOccupancy occupancy) {
    this.queue = queue;
    this.clocks = clocks;
    this.occupancy = occupancy;
  }

  /** Something of a run may wait now. */
  void consider(RunSession session) {
    session.book().pools().forEach(this::window);
    if (session.book().waiting() > 0 && inTurns.add(session.id())) {
      (session.book().out() == 0 ? sparse : turns).add(session);
    }
  }

  /** A run is not in memory any more. */
  void forget(RunSession session) {
    turns.remove(session);
    sparse.remove(session);
    inTurns.remove(session.id());
    deficits.remove(session.id());
  }

  /** Whether workers may have nothing to do though tasks wait. */
  boolean isStarving() {
    return !turns.isEmpty() && windows.values().stream().anyMatch(PoolWindow::isStarving);
  }

  private PoolWindow window(String pool) {
    return windows.computeIfAbsent(pool, _ -> new PoolWindow(clocks::nanos));
  }

  /** Which tasks went out, to be marked in the logs where the queue keeps messages. */
  record Sent(RunSession session, MarkDispatched mark) {}

  /**
   * Sends as much as the windows allow.
   *
   * @param othersFirst whether there are runs that are not huge, and are about to begin or go on
   * @throws PortFailure.Unavailable where the log did not give their inputs or the queue did not
   *     take them; all of them wait again
   */
  List<Sent> dispatch(BooleanSupplier othersFirst) {
    if (turns.isEmpty() && sparse.isEmpty()) {
      return List.of();
    }
    Map<String, List<Grouped>> messages = new HashMap<>();
    List<Sent> sent = new ArrayList<>();
    try {
      takeFirstTurns(messages, sent);
      takeTurns(othersFirst, messages, sent);
      messages.forEach((pool, all) -> queue.sendInTurns("tasks." + pool, all));
    } catch (PortFailure.Unavailable e) {
      sent.forEach(this::takeBack);
      throw e;
    }
    return sent;
  }

  /**
   * A run of which nothing is out does not wait until those before it leave room, as new flows do
   * not in fair queues of network cards (FQ-CoDel, RFC 8290, section 4.1).
   */
  private void takeFirstTurns(Map<String, List<Grouped>> messages, List<Sent> sent) {
    long end = clocks.nanos() + TURNS_NANOS;
    while (!sparse.isEmpty() && clocks.nanos() - end < 0) {
      RunSession session = Objects.requireNonNull(sparse.peek());
      turn(session, SMALLEST_QUANTUM, this::roomOutside, messages, sent);
      sparse.remove();
      goOn(session);
    }
  }

  private void takeTurns(
      BooleanSupplier othersFirst, Map<String, List<Grouped>> messages, List<Sent> sent) {
    if (turns.isEmpty()) {
      return;
    }
    int quantum = Math.clamp(LARGEST_QUANTUM / turns.size(), SMALLEST_QUANTUM, LARGEST_QUANTUM);
    long end = clocks.nanos() + TURNS_NANOS;
    for (int idle = 0; idle < turns.size() && hasRoom() && clocks.nanos() - end < 0; ) {
      RunSession session = Objects.requireNonNull(turns.peek());
      int before = sent.size();
      if (!session.isHuge() || !yields(othersFirst)) {
        turn(session, quantum, this::room, messages, sent);
      }
      turns.remove();
      idle = sent.size() == before ? idle + 1 : 0;
      goOn(session);
    }
  }

  /**
   * Whether huge runs leave the processors to others now: most of the time while there are others,
   * not all of it.
   */
  private boolean yields(BooleanSupplier othersFirst) {
    long now = clocks.nanos();
    if (!othersFirst.getAsBoolean()) {
      yieldingSince = now;
      return false;
    }
    return (now - yieldingSince) % YIELD_PERIOD_NANOS < YIELD_NANOS;
  }

  private void goOn(RunSession session) {
    if (session.book().waiting() > 0) {
      turns.add(session);
    } else {
      inTurns.remove(session.id());
      deficits.remove(session.id());
    }
  }

  /** Tasks that may not have left wait again; what left all the same is a duplicate. */
  private void takeBack(Sent sent) {
    sent.session().book().comeBack(sent.mark().step(), sent.mark().indexes());
    consider(sent.session());
  }

  /** Whether some pool may take tasks: else no run gets a turn. */
  private boolean hasRoom() {
    for (String pool : windows.keySet()) {
      if (room(pool) > 0) {
        return true;
      }
    }
    return false;
  }

  private int room(String pool) {
    int room = roomOutside(pool);
    return room > 0 && window(pool).hasRoom(() -> queue.depth("tasks." + pool)) ? room : 0;
  }

  private int roomOutside(String pool) {
    return Math.max(0, MOST_OUT - occupancy.out(pool));
  }

  private void turn(
      RunSession session,
      int quantum,
      ToIntFunction<String> rooms,
      Map<String, List<Grouped>> messages,
      List<Sent> sent) {
    if (session.status() != RunStatus.RUNNING || session.graph().isEmpty()) {
      return;
    }
    ProcessGraph graph = session.graph().get();
    int allowance = deficits.getOrDefault(session.id(), 0) + quantum;
    for (int step = session.book().waitingStepBelow(graph.steps().size());
        step >= 0;
        step = session.book().waitingStepBelow(step)) {
      String pool = graph.step(step).policy().pool();
      while (allowance > 0) {
        int room = rooms.applyAsInt(pool);
        TaskBatch batch = room <= 0 ? null : batch(session, graph, step, Math.min(room, allowance));
        if (batch == null) {
          break;
        }
        session.book().leave(step, batch.indexes());
        window(pool).sent(batch.indexes().size());
        messages
            .computeIfAbsent(pool, _ -> new ArrayList<>())
            .add(new Grouped(session.id().value(), MessageCodec.encode(batch)));
        sent.add(
            new Sent(
                session,
                new MarkDispatched(
                    clocks.millis(),
                    step,
                    batch.round(),
                    batch.indexes(),
                    queue.capabilities().identity())));
        allowance -= batch.indexes().size();
      }
    }
    deficits.put(session.id(), Math.min(allowance, quantum));
  }

  /**
   * The next message of a step; null where nothing waits, a first measurement is waited for, or it
   * is decided and not durable that the step's round or the next task's attempt is over.
   */
  private @Nullable TaskBatch batch(RunSession session, ProcessGraph graph, int step, int atMost) {
    IndexSet indexes = session.book().next(step, atMost);
    int round = session.ledger().round(step);
    if (indexes.isEmpty() || round != session.book().round(step)) {
      return null;
    }
    Values values = session.values();
    List<byte[]> inputs = new ArrayList<>();
    List<Integer> attempts = new ArrayList<>();
    InputForm form = InputForm.VALUE;
    boolean retried = false;
    long bytes = 0;
    long largest = Math.min(LARGEST_BATCH_BYTES, queue.capabilities().maximumBytes() / 2);
    for (int index : indexes.toArray()) {
      int attempt = session.book().attempt(step, index);
      if (!session.ledger().isLive(step, index, attempt)) {
        break;
      }
      Values.Value value = values.input(step, index);
      if (!inputs.isEmpty() && (bytes + value.json().length > largest || value.form() != form)) {
        break;
      }
      form = value.form();
      inputs.add(value.json());
      bytes += value.json().length;
      attempts.add(attempt);
      retried |= attempt > 1;
    }
    if (inputs.isEmpty()) {
      return null;
    }
    requireFits(graph, step, bytes);
    RunStarted started = Objects.requireNonNull(session.ledger().started());
    return new TaskBatch(
        session.id().value(),
        started.definition(),
        started.version(),
        started.digest(),
        step,
        round,
        form,
        indexes.head(inputs.size()),
        retried ? attempts : List.of(),
        Payloads.of(inputs));
  }

  private void requireFits(ProcessGraph graph, int step, long bytes) {
    int limit = queue.capabilities().maximumBytes();
    if (bytes > limit - 4_096L) {
      throw new PortFailure.Invalid(
          "the input of a task of step '"
              + graph.step(step).name()
              + "' should fit a message of "
              + limit
              + " bytes, found "
              + bytes);
    }
  }
}
