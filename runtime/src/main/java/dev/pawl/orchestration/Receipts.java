package dev.pawl.orchestration;

import dev.pawl.spi.TaskQueue;
import dev.pawl.spi.TaskQueue.Delivery;
import dev.pawl.spi.TaskQueue.Settlement;
import dev.pawl.wire.Message.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is owed for that which was taken and decided: acknowledgements and answers, which leave when
 * all that they rest on is durable, refusals too. Each turn (a mail, a look at the timers) has a
 * receipt of its own, which rests on the runs that it put commands to. One thread at a time.
 */
final class Receipts {
  private final Courier courier;
  private final Map<RunSession, Owed> owed = new HashMap<>();
  private List<Receipt> settled = new ArrayList<>();
  private Receipt current = new Receipt();

  Receipts(Courier courier) {
    this.courier = courier;
  }

  /** What rests on events of a run that wait to be appended, and that are being appended. */
  private static final class Owed {
    List<Receipt> waiting = new ArrayList<>();
    List<Receipt> leaving = new ArrayList<>(0);
  }

  private record Answer(Consumer<Reply> receiver, Reply reply) {}

  private record Input(TaskQueue source, Delivery delivery) {}

  private static final class Receipt {
    final List<Input> inputs = new ArrayList<>(1);
    final List<Answer> answers = new ArrayList<>(0);
    final List<Runnable> again = new ArrayList<>(0);
    int restsOn;
    @Nullable String spoiled;

    boolean isEmpty() {
      return inputs.isEmpty() && answers.isEmpty() && again.isEmpty();
    }
  }

  /** A message was taken in this turn. */
  void input(TaskQueue source, Delivery delivery) {
    current.inputs.add(new Input(source, delivery));
  }

  /** Somebody gets an answer for what was decided in this turn. */
  void answer(Consumer<Reply> receiver, Reply reply) {
    current.answers.add(new Answer(receiver, reply));
  }

  /** Has something done again where what was decided in this turn turns out to be in vain. */
  void insist(Runnable again) {
    current.again.add(again);
  }

  /**
   * Something was decided, or refused, in this turn on a state that was thrown away: nothing of it
   * may be acknowledged.
   */
  void spoil(String reason) {
    current.spoiled = reason;
  }

  /** What is decided in this turn rests on a run, all of it that is not durable included. */
  void restOn(RunSession session) {
    if (session.isDurable()) {
      return;
    }
    Owed of = owed.computeIfAbsent(session, _ -> new Owed());
    List<Receipt> last = session.hasUndurable() ? of.waiting : of.leaving;
    if (last.isEmpty() || last.getLast() != current) {
      last.add(current);
      current.restsOn++;
    }
  }

  /** The turn is over. */
  void endTurn() {
    if (current.restsOn > 0) {
      current = new Receipt();
    } else if (!current.isEmpty()) {
      settled.add(current);
      current = new Receipt();
    } else {
      current.spoiled = null;
    }
  }

  /** All events of a run that wait are being appended from now on. */
  void leave(RunSession session) {
    Owed of = owed.computeIfAbsent(session, _ -> new Owed());
    of.leaving = of.waiting;
    of.waiting = new ArrayList<>();
  }

  /** They are durable. */
  void arrived(RunSession session) {
    Owed of = owed.get(session);
    if (of != null) {
      of.leaving.forEach(this::release);
      of.leaving = new ArrayList<>(0);
      if (of.waiting.isEmpty()) {
        owed.remove(session);
      }
    }
  }

  /** They could not be appended, and wait again. */
  void comeBack(RunSession session) {
    Owed of = owed.get(session);
    if (of != null) {
      of.leaving.addAll(of.waiting);
      of.waiting = of.leaving;
      of.leaving = new ArrayList<>(0);
    }
  }

  /** The state of a run is thrown away, and with it all that was decided on it. */
  void drop(RunSession session, String reason) {
    spoil(reason);
    Owed of = owed.remove(session);
    if (of != null) {
      of.leaving.forEach(receipt -> drop(receipt, reason));
      of.waiting.forEach(receipt -> drop(receipt, reason));
    }
  }

  private void drop(Receipt receipt, String reason) {
    receipt.spoiled = reason;
    release(receipt);
  }

  private void release(Receipt receipt) {
    receipt.restsOn--;
    if (receipt.restsOn == 0 && receipt != current) {
      settled.add(receipt);
    }
  }

  /**
   * Acknowledges and answers what rests on nothing any more. What was spoiled comes again: who
   * waits for an answer asks again, and what was insisted on is done again.
   */
  void settle() {
    if (settled.isEmpty()) {
      return;
    }
    List<Receipt> all = settled;
    settled = new ArrayList<>();
    Map<TaskQueue, List<Delivery>> taken = new LinkedHashMap<>();
    Map<TaskQueue, List<Delivery>> inVain = new LinkedHashMap<>();
    for (Receipt receipt : all) {
      Map<TaskQueue, List<Delivery>> inputs = receipt.spoiled == null ? taken : inVain;
      receipt.inputs.forEach(input ->
          inputs.computeIfAbsent(input.source(), _ -> new ArrayList<>()).add(input.delivery()));
      if (receipt.spoiled != null) {
        receipt.again.forEach(Runnable::run);
      }
    }
    settle(taken, new Settlement.Acknowledge());
    settle(inVain, new Settlement.Release());
    for (Receipt receipt : all) {
      String reason = receipt.spoiled;
      for (Answer answer : receipt.answers) {
        Reply reply = reason == null ? answer.reply() : new Reply(false, reason);
        courier.call(() -> answer.receiver().accept(reply));
      }
    }
  }

  private void settle(Map<TaskQueue, List<Delivery>> inputs, Settlement settlement) {
    inputs.forEach(
        (source, deliveries) -> courier.call(() -> source.settle(deliveries, settlement)));
  }

  /** Whether nothing is owed. */
  boolean isEmpty() {
    return settled.isEmpty() && owed.isEmpty();
  }
}
