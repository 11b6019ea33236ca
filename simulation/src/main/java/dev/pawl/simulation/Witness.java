package dev.pawl.simulation;

import static dev.pawl.simulation.Violation.unless;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.run.FailureKind;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunEvent.RunStarted;
import dev.pawl.run.RunId;
import dev.pawl.run.RunState;
import dev.pawl.run.TaskLedger;
import dev.pawl.spi.EventStore.StoredEvent;
import dev.pawl.wire.EventCodec;
import dev.pawl.wire.Message;
import dev.pawl.wire.Message.Entry;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees all that becomes durable, is dispatched, runs and is acknowledged, and holds each against
 * the guarantees.
 */
final class Witness {
  /** Comparing whole states is dear: long streams are compared at some positions only. */
  private static final int COMPARED_EACH = 64;

  private final Definitions definitions;
  private final Trace trace;
  private final LongSupplier nanos;
  private final Map<RunId, Shadow<?>> shadows = new TreeMap<>();
  private final Map<Attempt, Long> begun = new HashMap<>();

  private record Attempt(RunId run, int step, int index, int attempt) {}

  Witness(Definitions definitions, Trace trace, LongSupplier nanos) {
    this.definitions = definitions;
    this.trace = trace;
    this.nanos = nanos;
  }

  Optional<Shadow<?>> shadow(RunId run) {
    return Optional.ofNullable(shadows.get(run));
  }

  Collection<Shadow<?>> shadows() {
    return shadows.values();
  }

  /** Events have reached the store. */
  void appended(RunId run, List<StoredEvent> events) {
    for (StoredEvent stored : events) {
      RunEvent event = EventCodec.decode(stored);
      trace.add(run + " " + stored.position() + " " + brief(event));
      Shadow<?> shadow = shadows.computeIfAbsent(run, _ -> begin(run, event));
      unless(
          stored.position() == shadow.ledger().position() + 1,
          "E1: run " + run + " has a gap before " + stored.position());
      if (event instanceof RunEvent.TaskReissued e && e.kind() == FailureKind.TIMEOUT) {
        timedOut(shadow, e.step(), e.index(), e.attempt() - 1);
      }
      if (event instanceof RunEvent.TaskQuarantined e && e.kind() == FailureKind.TIMEOUT) {
        timedOut(shadow, e.step(), e.index(), e.attempt());
      }
      shadow.take(event);
    }
    shadow(run).ifPresent(Shadow::requireSettled);
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
        definitions.find(started.definition(), started.version()).orElseThrow().graph();
    return Shadow.of(run, graph);
  }

  private void timedOut(Shadow<?> shadow, int step, int index, int attempt) {
    Long since = begun.get(new Attempt(shadow.run(), step, index, attempt));
    String task =
        "task " + step + "[" + index + "] of " + shadow.run() + ", attempt " + attempt + ",";
    unless(since != null, "T08: " + task + " timed out before it began");
    long took = since == null ? 0 : nanos.getAsLong() - since;
    unless(
        took > shadow.graph().step(step).policy().timeout().toNanos(),
        "T07: " + task + " timed out after " + took + " ns");
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
          indexes[place],
          batch.attempt(place));
    }
  }

  /** A worker begins a task. */
  void begins(RunId run, int step, int index, int attempt) {
    requireDurable("runs", run, step, index, attempt);
    begun.putIfAbsent(new Attempt(run, step, index, attempt), nanos.getAsLong());
  }

  private void requireDurable(String what, RunId run, int step, int index, int attempt) {
    Shadow<?> shadow = shadows.get(run);
    String task = "task " + step + "[" + index + "] of " + run + ", attempt " + attempt + ",";
    unless(
        shadow != null && shadow.ledger().isScheduled(step, index),
        "G3: " + task + " " + what + " before it is durably scheduled");
    unless(
        shadow == null || attempt <= shadow.ledger().attempt(step, index),
        "G3: " + task + " " + what + " before the attempt is durable");
  }

  /** Somebody is told that a run was started: it has to be durable. */
  void started(RunId run) {
    unless(shadows.containsKey(run), "G2: the start of " + run + " is accepted and not durable");
  }

  /** An orchestrator acknowledges a message: what it reports has to be durable, or in vain. */
  void acknowledged(Message message) {
    if (message instanceof Message.Report report) {
      report.entries().forEach(this::acknowledged);
    }
  }

  private void acknowledged(Entry entry) {
    Shadow<?> shadow =
        shadows.values().stream()
            .filter(one -> one.run().value().equals(entry.run()))
            .findFirst()
            .orElse(null);
    if (shadow == null
        || shadow.ledger().status().isFinal()
        || entry.step() < 0
        || entry.step() >= shadow.ledger().steps()) {
      return;
    }
    TaskLedger ledger = shadow.ledger();
    if (entry instanceof Entry.Completed e) {
      int[] indexes = e.indexes().toArray();
      for (int place = 0; place < indexes.length; place++) {
        int attempt = e.attempts().isEmpty() ? 1 : e.attempts().get(place);
        boolean counts =
            ledger.isScheduled(e.step(), indexes[place])
                && attempt <= ledger.attempt(e.step(), indexes[place]);
        unless(
            !counts || ledger.isDone(e.step(), indexes[place]),
            "G2: a result of "
                + e.step()
                + "["
                + indexes[place]
                + "] of "
                + e.run()
                + " is acknowledged and not durable");
      }
    } else if (entry instanceof Entry.Failed e && ledger.isScheduled(e.step(), e.index())) {
      boolean waits =
          ledger.attempt(e.step(), e.index()) == e.attempt()
              && ledger.outstanding(e.step()).contains(e.index());
      unless(
          !waits,
          "G2: a failure of "
              + e.step()
              + "["
              + e.index()
              + "] of "
              + e.run()
              + " is acknowledged and not durable");
    }
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
