package dev.pawl.simulation;

import static dev.pawl.simulation.Violation.unless;
import static java.util.Objects.requireNonNull;

import dev.pawl.orchestration.RunHistory;
import dev.pawl.orchestration.RunProgress;
import dev.pawl.run.ParentTask;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunStatus;
import dev.pawl.run.TaskLedger;
import dev.pawl.simulation.Client.Wanted;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.EventStore.StoredEvent;
import dev.pawl.wire.EventCodec;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether runs came to the end that they would have had undisturbed. */
final class Verdict {
  private final Deployment deployment;
  private final Client client;
  private final Poison poison;
  private final Map<Wanted, Undisturbed> undisturbed = new HashMap<>();

  Verdict(Deployment deployment, Client client, Poison poison) {
    this.deployment = deployment;
    this.client = client;
    this.poison = poison;
    for (Wanted one : client.wanted()) {
      undisturbed.put(one, evaluated(one, (step, index) -> false));
    }
  }

  private Undisturbed evaluated(Wanted one, Undisturbed.Missing missing) {
    return new Undisturbed(
        one.graph(),
        one.run().value(),
        one.input(),
        (run, step, index) -> poison.of(run, step, index) != Poison.Kind.NONE,
        missing);
  }

  /** What a run should come to, given what it went on without. */
  private Undisturbed expected(Wanted one) {
    boolean tolerant = one.graph().steps().stream().anyMatch(step -> step.policy().tolerated() > 0);
    Shadow<?> shadow = deployment.witness.shadow(one.run()).orElse(null);
    return tolerant && shadow != null
        ? evaluated(one, shadow.ledger()::isMissing)
        : requireNonNull(undisturbed.get(one));
  }

  /** Whether a run has come as far as it can. */
  boolean stands(Wanted one) {
    return deployment
        .witness
        .shadow(one.run())
        .map(shadow ->
            shadow.ledger().status().isFinal()
                || (shadow.ledger().status() == RunStatus.STALLED
                    && quarantined(shadow.ledger()).equals(expected(one).poisoned())))
        .orElse(false);
  }

  /** Throws where a run ended otherwise than it should have. */
  void require(Wanted one) {
    List<StoredEvent> events;
    try (EventStore store = deployment.logs.open()) {
      events = store.read(one.run().value(), 1, Integer.MAX_VALUE);
      requireCounted(one, RunHistory.read(store, one.run()).progress());
    }
    deployment.witness.requireSame(one.run(), events);
    Undisturbed expected = expected(one);
    Item result = expected.result();
    switch (EventCodec.decode(events.getLast())) {
      case RunEvent.RunCompleted completed -> {
        unless(
            result != null,
            "run " + one.run() + " completed in spite of poison at " + expected.poisoned());
        String right = text(deployment.codec.encode(requireNonNull(result), Item.class));
        unless(
            text(completed.result()).equals(right),
            "run " + one.run() + " gave " + text(completed.result()) + ", expected " + right);
      }
      case RunEvent.RunCancelled _ ->
          unless(client.mayBeCancelled(one.run()), "run " + one.run() + " was cancelled by nobody");
      case RunEvent.RunFailed failed ->
          unless(
              one.graph().step(failed.step()).policy().failRun(),
              "run " + one.run() + " failed, and its policy is to go on: " + failed);
      default ->
          unless(
              result == null,
              "run " + one.run() + " is stalled at " + expected.poisoned() + ", and has a result");
    }
  }

  /** Throws where a child goes on though nobody waits for it. */
  void requireChildrenOver() {
    for (Shadow<?> child : deployment.witness.shadows()) {
      child
          .parent()
          .ifPresent(task ->
              deployment
                  .witness
                  .shadow(task.run())
                  .ifPresent(parent ->
                      unless(
                          child.ledger().status().isFinal() || awaits(parent.ledger(), task),
                          "child "
                              + child.run()
                              + " is "
                              + child.ledger().status()
                              + ", and nobody waits for it")));
    }
  }

  private static boolean awaits(TaskLedger parent, ParentTask task) {
    return !parent.status().isFinal()
        && parent.round(task.step()) == task.round()
        && !parent.isDone(task.step(), task.index());
  }

  /** The view of second attempts says what the events say. */
  private void requireCounted(Wanted one, RunProgress progress) {
    Attempts attempts = deployment.witness.shadow(one.run()).orElseThrow().attempts();
    int issued = 0;
    int won = 0;
    for (RunProgress.StepProgress step : progress.steps()) {
      issued += step.seconds().issued();
      won += step.seconds().won();
      unless(
          step.seconds().wastedMillis() >= 0
              && (step.seconds().issued() > 0 || step.seconds().wastedMillis() == 0),
          "run " + one.run() + " wasted " + step.seconds() + " on " + step.step().name());
    }
    unless(
        issued == attempts.seconds() && won == attempts.secondsThatWon(),
        "run "
            + one.run()
            + " had "
            + attempts.seconds()
            + " second attempts, of which "
            + attempts.secondsThatWon()
            + " won, and counts "
            + issued
            + " and "
            + won);
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  private static Set<String> quarantined(TaskLedger ledger) {
    Set<String> found = new TreeSet<>();
    for (int step = 0; step < ledger.steps(); step++) {
      int id = step;
      ledger.quarantined(step).forEach(index -> found.add(id + "/" + index));
    }
    return found;
  }

  /** All runs, for people. */
  String describe() {
    return client.wanted().stream()
        .map(one ->
            one.run()
                + ", poison "
                + expected(one).poisoned()
                + ": "
                + deployment.witness.shadow(one.run()).map(Shadow::describe).orElse("not started"))
        .collect(Collectors.joining("\n", "\n", ""));
  }
}
