package dev.pawl.simulation;

import static dev.pawl.simulation.Violation.unless;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunId;
import dev.pawl.run.RunStatus;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import dev.pawl.wire.Message;
import dev.pawl.wire.Message.Entry;
import dev.pawl.wire.Message.Request;
import dev.pawl.wire.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Users: they start runs, more than once, and command at random; and somebody who sends nonsense.
 */
final class Client {
  private final Deployment deployment;
  private final List<Wanted> wanted = new ArrayList<>();
  private final Set<RunId> cancelled = new HashSet<>();
  private final List<Garbage> garbage = new ArrayList<>();

  private record Garbage(String queue, String body) {}

  /** A run that somebody wants. */
  record Wanted(RunId run, ProcessGraph graph, Item input) {}

  /**
   * Users who want runs.
   *
   * @param prefix of the names of their runs
   */
  Client(Deployment deployment, String prefix) {
    this.deployment = deployment;
    List<Definitions.Loaded> all = deployment.definitions.listed();
    for (int i = 0; i < deployment.plan.shape().runs(); i++) {
      ProcessGraph graph = all.get(i % all.size()).graph();
      wanted.add(
          new Wanted(
              new RunId(prefix + i), graph, new Item(deployment.luck.between(0, 1_000_000))));
    }
  }

  List<Wanted> wanted() {
    return wanted;
  }

  boolean mayBeCancelled(RunId run) {
    return cancelled.contains(run);
  }

  private Wanted any() {
    return wanted.get(deployment.luck.between(0, wanted.size() - 1));
  }

  void start() {
    start(any());
  }

  private void start(Wanted one) {
    byte[] input = deployment.codec.encode(one.input(), Item.class);
    ask(
        new Request.Start(
            one.run().value(), one.graph().name(), one.graph().version(), "digest", input));
  }

  /** Asks for something at random. */
  void command() {
    Wanted one = any();
    String run = one.run().value();
    switch (deployment.luck.between(0, 13)) {
      case 0, 1 -> ask(new Request.Pause(run));
      case 2, 3, 4 -> ask(new Request.Resume(run));
      case 5 -> ask(new Request.Retry(run));
      case 6 ->
          ask(
              new Request.Restore(
                  run,
                  deployment.luck.between(0, one.graph().steps().size()),
                  deployment.luck.between(0, 5)));
      case 7 -> start(one);
      case 8 -> ask(new Request.Pause("no-such-run"));
      case 9, 10 -> signal(one);
      case 11, 12 -> commandChild();
      default -> {
        if (deployment.luck.happens(0.3)) {
          cancelled.add(one.run());
          ask(new Request.Cancel(run));
        }
      }
    }
  }

  /** Asks for something of a child run at random. */
  private void commandChild() {
    List<String> children =
        deployment.witness.shadows().stream()
            .filter(shadow -> shadow.parent().isPresent())
            .map(shadow -> shadow.run().value())
            .toList();
    if (children.isEmpty()) {
      return;
    }
    String run = children.get(deployment.luck.between(0, children.size() - 1));
    switch (deployment.luck.between(0, 5)) {
      case 0 -> ask(new Request.Pause(run));
      case 1, 2 -> ask(new Request.Resume(run));
      case 3, 4 -> ask(new Request.Retry(run));
      default -> ask(new Request.Cancel(run));
    }
  }

  /** Sends any signal of the process, or one that no run awaits. */
  private void signal(Wanted one) {
    List<String> names = signals(one);
    String run = one.run().value();
    if (names.isEmpty() || deployment.luck.happens(0.1)) {
      ask(new Request.Signal(run, "no such signal", new byte[] {'1'}));
    } else if (deployment.luck.happens(0.1)) {
      ask(new Request.Signal(run, names.get(0), new byte[] {'['}));
    } else {
      signal(one, names.get(deployment.luck.between(0, names.size() - 1)));
    }
  }

  private void signal(Wanted one, String name) {
    byte[] value = deployment.codec.encode(RandomProcess.signal(name), Item.class);
    ask(new Request.Signal(one.run().value(), name, value));
  }

  private static List<String> signals(Wanted one) {
    return one.graph().steps().stream()
        .filter(Step.Await.class::isInstance)
        .map(Step::name)
        .toList();
  }

  /** Sends what nobody can read, or reports what nobody was asked for. */
  void nonsense() {
    Luck luck = deployment.luck;
    if (luck.happens(0.2)) {
      String queue = luck.nextBoolean() ? "orchestrator" : "tasks.default";
      String body = "garbage " + garbage.size();
      garbage.add(new Garbage(queue, body));
      deployment.trace.add("somebody sends garbage to " + queue);
      deployment.sendGarbage(queue, body.getBytes(StandardCharsets.UTF_8));
      return;
    }
    String run = any().run().value();
    List<Entry> entries =
        switch (luck.between(0, 7)) {
          case 0 -> completed("no-such-run", 1, 0, 1);
          case 1 -> completed(run, 77, 0, 1);
          case 2 -> completed(run, luck.between(0, 4), 1_000_000, 1);
          case 3 -> completed(run, luck.between(0, 4), 0, 99);
          case 4 -> List.of(new Entry.Running(run, 77, 0, 0, 1, 1, 3_600_000, 0));
          case 5 -> completed("Not A Name/..", 1, 0, 1);
          case 6 -> List.of(completed(run, luck.between(0, 9), 1_000_000, 0, 1));
          default ->
              List.of(
                  new Entry.Failed(
                      run, luck.between(0, 77), 0, 3, 99, 1, FailureKind.ERROR, "nonsense"));
        };
    send(new Message.Report("nobody", entries));
  }

  /** The queue is gone, and what was in it. */
  void forgetGarbage() {
    garbage.clear();
  }

  /** What nobody could read is kept aside. */
  void requireGarbageKept() {
    for (Garbage one : garbage) {
      unless(
          deployment.deadLetters(one.queue()).stream()
              .anyMatch(
                  letter -> new String(letter.body(), StandardCharsets.UTF_8).equals(one.body())),
          "M05: a message of queue " + one.queue() + " that nobody can read is not kept");
    }
  }

  private static List<Entry> completed(String run, int step, int index, int attempt) {
    return List.of(completed(run, step, 0, index, attempt));
  }

  private static Entry completed(String run, int step, int round, int index, int attempt) {
    Payloads results = Payloads.ofText("{\"value\":-1}");
    return new Entry.Completed(
        run, step, round, IndexSet.of(index), List.of(attempt), 1, results, 1, 1);
  }

  /** Sees to it that each run gets as far as it can: starts, resumes and retries what needs it. */
  void insist(Verdict verdict) {
    deployment.witness.shadows().stream()
        .filter(shadow -> shadow.parent().isPresent())
        .filter(shadow -> shadow.ledger().status() == RunStatus.PAUSED)
        .map(shadow -> new Request.Resume(shadow.run().value()))
        .toList()
        .forEach(this::ask);
    for (Wanted one : wanted.stream().filter(run -> !verdict.stands(run)).toList()) {
      RunStatus status =
          deployment
              .witness
              .shadow(one.run())
              .map(shadow -> shadow.ledger().status())
              .orElse(RunStatus.NEW);
      switch (status) {
        case NEW -> start(one);
        case PAUSED, PARKED -> ask(new Request.Resume(one.run().value()));
        case STALLED -> ask(new Request.Retry(one.run().value()));
        case RUNNING -> {
          awaited(one).forEach(name -> signal(one, name));
          // What a paused owner wrote after the takeover, or a rival left when it was fenced, is
          // found when somebody asks for it.
          if (deployment.plan.machines().paused() + deployment.plan.machines().rival() > 0) {
            start(one);
          }
        }
        case COMPLETED, FAILED, CANCELLED -> {}
      }
    }
  }

  private List<String> awaited(Wanted one) {
    return deployment
        .witness
        .shadow(one.run())
        .map(shadow -> shadow.ledger().awaited())
        .orElse(List.of())
        .stream()
        .map(step -> one.graph().step(step).name())
        .toList();
  }

  private void ask(Request request) {
    deployment.trace.add("client asks " + request.getClass().getSimpleName() + " " + request.run());
    String replyTo =
        request instanceof Request.Start ? WitnessedQueue.STARTED + request.run() : "client";
    send(new Message.Control(replyTo, request));
  }

  private void send(Message message) {
    Deployment.Seat seat = deployment.clientSeat();
    try {
      seat.queue().send("orchestrator", List.of(MessageCodec.encode(message)));
      List<TaskQueue.Delivery> replies = seat.queue().receive("client", 100, Duration.ZERO);
      seat.queue().settle(replies, new TaskQueue.Settlement.Acknowledge());
    } catch (PortFailure.Unavailable e) {
      deployment.trace.add("client met " + e.getMessage());
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a simulation", e);
    } finally {
      seat.queue().close();
    }
  }
}
