package dev.pawl.simulation;

import static dev.pawl.simulation.Violation.unless;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.graph.TaskContext;
import dev.pawl.orchestration.ChildIds;
import dev.pawl.run.FailureKind;
import dev.pawl.run.ParentTask;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.RunStarted;
import dev.pawl.run.RunId;
import dev.pawl.run.RunState;
import dev.pawl.run.RunStatus;
import dev.pawl.run.TaskLedger;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.EventStore.AppendRequest;
import dev.pawl.spi.EventStore.EventRecord;
import dev.pawl.spi.EventStore.StoredEvent;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.EventCodec;
import dev.pawl.wire.Message;
import dev.pawl.wire.Message.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sees all that becomes durable, is dispatched, runs and is acknowledged, and holds each against
 * the guarantees.
 */
final class Witness {
  /** Comparing whole states is dear: long streams are compared at some positions only. */
  private static final int COMPARED_EACH = 64;

  private final Deployment deployment;
  private final Trace trace;
  private final Map<RunId, Shadow<?>> shadows = new TreeMap<>();
  private final Map<RunId, Long> epochs = new HashMap<>();
  private final Map<RunId, List<AppendRequest>> inFlight = new HashMap<>();
  private final Map<Attempt, Long> begun = new HashMap<>();
  private long appends;

  private record Attempt(RunId run, int step, int round, int index, int attempt) {}

  Witness(Deployment deployment) {
    this.deployment = deployment;
    this.trace = deployment.trace;
  }

  /** All runs that began and were not pruned, children too. */
  Collection<Shadow<?>> shadows() {
    return shadows.values();
  }

  Optional<Shadow<?>> shadow(RunId run) {
    return Optional.ofNullable(shadows.get(run));
  }

  /** How many appends have taken effect. */
  long appends() {
    return appends;
  }

  /**
   * Somebody has become the owner of a stream: nobody had so high an epoch, and nothing is lost.
   */
  void acquired(String stream, long epoch, EventStore store) {
    RunId run = new RunId(stream);
    Long former = epochs.put(run, epoch);
    unless(
        former == null || epoch > former,
        "G5: run " + run + " is taken over with epoch " + epoch + " after " + former);
    trace.add(run + " is taken over, epoch " + epoch);
    reconcile(run, store);
    inFlight.remove(run);
  }

  /** What the store has beyond what was told: the whole of one append that was under way. */
  void reconcile(RunId run, EventStore store) {
    Shadow<?> shadow = shadows.get(run);
    long known = shadow == null ? 0 : shadow.ledger().position();
    long last = store.lastPosition(run.value());
    unless(
        last >= known, "G2: run " + run + " ends at " + last + ", and " + known + " was durable");
    if (last == known) {
      return;
    }
    List<StoredEvent> found = store.read(run.value(), known + 1, Integer.MAX_VALUE);
    unless(
        inFlight.getOrDefault(run, List.of()).stream().anyMatch(one -> isWhole(one, known, found)),
        "E2: run "
            + run
            + " has "
            + found.size()
            + " events after "
            + known
            + " that are no append");
    trace.add(run + " has the append after " + known + " that was under way");
    take(run, found);
  }

  private static boolean isWhole(AppendRequest request, long known, List<StoredEvent> found) {
    if (request.expectedPosition() != known || request.events().size() != found.size()) {
      return false;
    }
    for (int i = 0; i < found.size(); i++) {
      EventRecord event = request.events().get(i);
      if (event.type() != found.get(i).type()
          || !Arrays.equals(event.payload(), found.get(i).payload())) {
        return false;
      }
    }
    return true;
  }

  /** An append begins. */
  void appending(AppendRequest request) {
    inFlight.computeIfAbsent(new RunId(request.stream()), _ -> new ArrayList<>()).add(request);
  }

  /** An append has ended. */
  void appended(AppendRequest request, AppendOutcome outcome, EventStore store) {
    RunId run = new RunId(request.stream());
    boolean stale = request.epoch() < epochs.getOrDefault(run, 0L);
    if (stale) {
      deployment.tally.add(Tally.Mishap.STALE_WRITE);
      trace.add(
          "somebody writes "
              + run
              + " with epoch "
              + request.epoch()
              + ", stale: "
              + brief(outcome));
    }
    if (outcome instanceof AppendOutcome.Appended appended) {
      unless(!stale, "G5: run " + run + " is written by a stale owner");
      inFlight.remove(run);
      appends++;
      int count = request.events().size();
      take(run, store.read(run.value(), appended.lastPosition() - count + 1, count));
    } else {
      trace.add(run + " takes no events now: " + brief(outcome));
    }
  }

  private static String brief(AppendOutcome outcome) {
    return outcome instanceof AppendOutcome.Refused refused
        ? refused.failure().getClass().getSimpleName()
        : "appended";
  }

  /**
   * After the power was cut: all that was told to be durable is there, as it was; and where the
   * append that was under way is there as a whole, it is durable too.
   */
  void requireKept(EventStore store) {
    for (Shadow<?> shadow : shadows.values()) {
      RunId run = shadow.run();
      long known = shadow.ledger().position();
      List<StoredEvent> events = store.read(run.value(), 1, Math.toIntExact(known));
      unless(
          events.size() == known,
          "G2: run " + run + " lost events after " + events.size() + " of " + known);
      requireSame(run, events);
      reconcile(run, store);
    }
  }

  /** Events have reached the store. */
  private void take(RunId run, List<StoredEvent> events) {
    for (StoredEvent stored : events) {
      RunEvent event = EventCodec.decode(stored);
      trace.add(run + " " + stored.position() + " " + brief(event));
      Shadow<?> shadow = shadows.computeIfAbsent(run, _ -> begin(run, event));
      unless(
          stored.position() == shadow.ledger().position() + 1,
          "E1: run " + run + " has a gap before " + stored.position());
      if (event instanceof RunStarted started) {
        started.parent().ifPresent(task -> begunFor(run, task));
      }
      if (event instanceof RunEvent.ResultsConfirmed e
          && shadow.graph().step(e.step()) instanceof Step.Child) {
        childrenEnded(run, e);
      }
      int givenUp =
          event instanceof RunEvent.TaskReissued e
              ? shadow.attempts().current(e.step(), e.index())
              : 0;
      shadow.take(event);
      if (event instanceof RunEvent.TaskReissued e && e.kind() == FailureKind.TIMEOUT) {
        timedOut(shadow, e.step(), e.index(), givenUp);
      }
      if (event instanceof RunEvent.AttemptDropped e && e.kind() == FailureKind.TIMEOUT) {
        timedOut(shadow, e.step(), e.index(), e.attempt());
      }
      if (event instanceof RunEvent.SecondAttemptIssued e) {
        straggled(shadow, e);
      }
      if (event instanceof RunEvent.TaskQuarantined e && e.kind() == FailureKind.TIMEOUT) {
        timedOut(shadow, e.step(), e.index(), e.attempt());
      }
      if (event instanceof RunEvent.RunParked e) {
        unless(
            deployment.moods.mayHaveStruck(shadow.graph().name()),
            "G11: run " + run + " is parked, and its functions behaved: " + e.reason());
      }
    }
    shadow(run).ifPresent(Shadow::requireSettled);
  }

  /** A child begins when its task is durable, and not before. */
  private void begunFor(RunId child, ParentTask task) {
    requireDurable(
        "begins as run " + child,
        task.run(),
        task.step(),
        task.round(),
        task.index(),
        task.attempt());
  }

  /** The result of a child is that of its run, which is durable. */
  private void childrenEnded(RunId parent, RunEvent.ResultsConfirmed event) {
    int[] indexes = event.indexes().toArray();
    int round = shadow(parent).orElseThrow().ledger().round(event.step());
    for (int place = 0; place < indexes.length; place++) {
      int attempt = event.attempts().isEmpty() ? 1 : event.attempts().get(place);
      RunId child =
          ChildIds.of(new ParentTask(parent, event.step(), round, indexes[place], attempt));
      unless(
          shadow(child).map(one -> one.ledger().status()).orElse(RunStatus.NEW)
              == RunStatus.COMPLETED,
          "G3: a result of child run " + child + " is confirmed before its end is durable");
    }
  }

  private static String brief(RunEvent event) {
    String text =
        switch (event) {
          case RunStarted e -> "RunStarted " + e.definition();
          case RunEvent.RunCompleted e -> "RunCompleted " + new String(e.result(), UTF_8);
          case RunEvent.SignalReceived e ->
              "SignalReceived " + e.step() + " " + new String(e.value(), UTF_8);
          case RunEvent.Folded e ->
              "Folded "
                  + e.step()
                  + " up to "
                  + e.upTo()
                  + " "
                  + new String(e.accumulator(), UTF_8);
          case RunEvent.RoundBegan e ->
              "RoundBegan " + e.step() + " round " + e.round() + " " + new String(e.value(), UTF_8);
          default -> event.toString();
        };
    return text.length() > 240 ? text.substring(0, 240) + "…" : text;
  }

  private Shadow<?> begin(RunId run, RunEvent event) {
    unless(
        event instanceof RunStarted,
        "run " + run + " should begin with RunStarted, found " + event);
    RunStarted started = (RunStarted) event;
    ProcessGraph graph =
        deployment.definitions.find(started.definition(), started.version()).orElseThrow().graph();
    return Shadow.of(run, graph);
  }

  private void timedOut(Shadow<?> shadow, int step, int index, int attempt) {
    Long since =
        begun.get(new Attempt(shadow.run(), step, shadow.ledger().round(step), index, attempt));
    String task =
        "task " + step + "[" + index + "] of " + shadow.run() + ", attempt " + attempt + ",";
    unless(since != null, "T08: " + task + " timed out before it began");
    long took = since == null ? 0 : deployment.clock.nanoTime() - since;
    unless(
        took > shadow.graph().step(step).policy().timeout().toNanos(),
        "T07: " + task + " timed out after " + took + " ns");
  }

  private void straggled(Shadow<?> shadow, RunEvent.SecondAttemptIssued e) {
    deployment.tally.add(Tally.Mishap.STRAGGLER);
    Attempt first =
        new Attempt(
            shadow.run(), e.step(), shadow.ledger().round(e.step()), e.index(), e.attempt() - 1);
    unless(
        begun.containsKey(first),
        "task "
            + e.step()
            + "["
            + e.index()
            + "] of "
            + shadow.run()
            + " is begun a second time before it began");
  }

  /**
   * An orchestrator says that its events are durable: its state has to be what the store's events
   * give.
   */
  void live(RunId run, long position, TaskLedger ledger) {
    Shadow<?> shadow = shadows.get(run);
    unless(
        shadow != null && shadow.ledger().position() >= position,
        "E4: position " + position + " of " + run + " is not durable");
    boolean compared =
        position < COMPARED_EACH || position % COMPARED_EACH == 0 || ledger.status().isFinal();
    if (shadow != null
        && compared
        && ledger.position() == position
        && shadow.ledger().position() == position) {
      String live = ((RunState<?>) ledger).describe();
      unless(
          live.equals(shadow.describe()),
          "G4: run "
              + run
              + " at "
              + position
              + " lives as\n"
              + live
              + "\nand replays as\n"
              + shadow.describe());
    }
  }

  /** Tasks leave for the workers. */
  void dispatched(Message.TaskBatch batch) {
    int[] indexes = batch.indexes().toArray();
    for (int place = 0; place < indexes.length; place++) {
      requireDurable(
          "is dispatched",
          new RunId(batch.run()),
          batch.step(),
          batch.round(),
          indexes[place],
          batch.attempt(place));
    }
  }

  /** A worker begins a task; gives the step. */
  int begins(RunId run, TaskContext task) {
    int step = shadow(run).orElseThrow().graph().step(task.step()).orElseThrow().id();
    requireDurable("runs", run, step, task.round(), task.index(), task.attempt());
    begun.putIfAbsent(
        new Attempt(run, step, task.round(), task.index(), task.attempt()),
        deployment.clock.nanoTime());
    return step;
  }

  /** The run of a name that somebody sent, if there is one. */
  @Nullable Shadow<?> named(String run) {
    try {
      return shadows.get(new RunId(run));
    } catch (PortFailure.Invalid e) {
      return null;
    }
  }

  /** A worker reports a result; where its attempt was given up or another won, it is a zombie. */
  void reported(Entry.Completed entry) {
    Shadow<?> shadow = named(entry.run());
    if (shadow == null
        || entry.step() >= shadow.ledger().steps()
        || entry.round() != shadow.ledger().round(entry.step())) {
      return;
    }
    int[] indexes = entry.indexes().toArray();
    for (int place = 0; place < indexes.length; place++) {
      int attempt = entry.attempts().isEmpty() ? 1 : entry.attempts().get(place);
      TaskLedger ledger = shadow.ledger();
      if (ledger.isScheduled(entry.step(), indexes[place])
          && (shadow.attempts().isGivenUp(entry.step(), indexes[place], attempt)
              || ledger.isDone(entry.step(), indexes[place])
                  && !shadow.isWinner(entry.step(), indexes[place], entry.nonce()))) {
        deployment.tally.add(Tally.Mishap.ZOMBIE);
        trace.add(
            "a zombie reports " + entry.run() + " " + entry.step() + "[" + indexes[place] + "]");
      }
    }
  }

  private void requireDurable(String what, RunId run, int step, int round, int index, int attempt) {
    Shadow<?> shadow = shadows.get(run);
    String task = "task " + step + "[" + index + "] of " + run + ", attempt " + attempt + ",";
    if (shadow != null && round < shadow.ledger().round(step)) {
      return;
    }
    unless(
        shadow == null || round == shadow.ledger().round(step),
        "G3: " + task + " " + what + " before round " + round + " is durable");
    unless(
        shadow != null && shadow.ledger().isScheduled(step, index),
        "G3: " + task + " " + what + " before it is durably scheduled");
    unless(
        shadow == null || attempt <= shadow.attempts().highest(step, index),
        "G3: " + task + " " + what + " before the attempt is durable");
  }

  /** A run was pruned. */
  void forget(RunId run) {
    shadows.remove(run);
    epochs.remove(run);
    inFlight.remove(run);
    begun.keySet().removeIf(attempt -> attempt.run().equals(run));
  }

  /** Somebody is told that a run was started: it has to be durable. */
  void started(RunId run) {
    unless(shadows.containsKey(run), "G2: the start of " + run + " is accepted and not durable");
  }

  /** The whole stream again, as the next owner will read it. */
  void requireSame(RunId run, List<StoredEvent> events) {
    @Nullable Shadow<?> again = null;
    for (StoredEvent stored : events) {
      RunEvent event = EventCodec.decode(stored);
      again = again == null ? begin(run, event) : again;
      unless(
          stored.position() == again.ledger().position() + 1,
          "E1: run " + run + " has a gap before " + stored.position());
      again.take(event);
    }
    Shadow<?> shadow = shadows.get(run);
    unless(
        shadow == null
            ? again == null
            : again != null && again.describe().equals(shadow.describe()),
        "G4: run " + run + " reads otherwise than it was written");
  }
}
