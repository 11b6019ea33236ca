package dev.pawl.orchestration;

import dev.pawl.run.RunEvent;
import dev.pawl.spi.TaskQueue;
import dev.pawl.spi.TaskQueue.Delivery;
import dev.pawl.spi.TaskQueue.Settlement;
import dev.pawl.wire.Message.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one group commit is about: the inputs to acknowledge when it is durable, the answers to
 * give, the runs it changed.
 */
final class Round {
  private final Map<TaskQueue, List<Delivery>> inputs = new LinkedHashMap<>();
  private final List<Answer> answers = new ArrayList<>();
  private final List<Runnable> again = new ArrayList<>();
  private final Set<RunSession> touched = new LinkedHashSet<>();
  private final Map<RunSession, List<RunEvent>> events = new LinkedHashMap<>();

  private @Nullable String spoiled;

  private record Answer(Consumer<Reply> receiver, Reply reply) {}

  void input(TaskQueue source, Delivery delivery) {
    inputs.computeIfAbsent(source, _ -> new ArrayList<>()).add(delivery);
  }

  void answer(Consumer<Reply> receiver, Reply reply) {
    answers.add(new Answer(receiver, reply));
  }

  /** Has something done again where the round is spoiled. */
  void insist(Runnable action) {
    again.add(action);
  }

  void touch(RunSession session) {
    if (session.hasUndurable()) {
      touched.add(session);
    }
  }

  boolean isEmpty() {
    return inputs.isEmpty() && answers.isEmpty() && touched.isEmpty() && again.isEmpty();
  }

  /** Takes the events of all runs that changed. */
  Map<RunSession, List<RunEvent>> take() {
    touched.forEach(session -> events.put(session, session.takeUndurable()));
    touched.clear();
    return events;
  }

  Map<RunSession, List<RunEvent>> events() {
    return events;
  }

  /** A run's state is thrown away: none of its events leave with this round. */
  void forget(RunSession session) {
    touched.remove(session);
  }

  /**
   * Something here was decided, or refused, on a state that was thrown away: nothing may be
   * acknowledged.
   */
  void spoil(String reason) {
    spoiled = reason;
  }

  /**
   * All is durable: inputs are done with, and answers leave. Where the round is spoiled, inputs
   * come again, who waits for an answer asks again, and what was insisted on is done again.
   */
  void conclude(Courier courier) {
    String reason = spoiled;
    if (reason != null) {
      again.forEach(Runnable::run);
    }
    Settlement settlement =
        reason == null ? new Settlement.Acknowledge() : new Settlement.Release();
    inputs.forEach(
        (source, deliveries) -> courier.call(() -> source.settle(deliveries, settlement)));
    for (Answer answer : answers) {
      courier.call(() ->
          answer.receiver().accept(reason == null ? answer.reply() : new Reply(false, reason)));
    }
  }

  /** Inputs and answers of an earlier round that has to wait for this one. */
  void prepend(Round earlier) {
    earlier.inputs.forEach((source, deliveries) ->
        inputs.computeIfAbsent(source, _ -> new ArrayList<>()).addAll(deliveries));
    answers.addAll(0, earlier.answers);
    again.addAll(0, earlier.again);
    spoiled = spoiled == null ? earlier.spoiled : spoiled;
    earlier.events.keySet().forEach(this::touch);
  }
}
