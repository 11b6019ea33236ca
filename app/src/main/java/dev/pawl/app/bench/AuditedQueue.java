package dev.pawl.app.bench;

import dev.pawl.spi.TaskQueue;
import dev.pawl.wire.Message.Report;
import dev.pawl.wire.Message.TaskBatch;
import dev.pawl.wire.MessageCodec;
import java.time.Duration;
import java.util.List;

/** Tells an audit of the tasks that an orchestrator sends and of the reports it acknowledges. */
record AuditedQueue(TaskQueue queue, Audit audit, AuditTrail trail) implements TaskQueue {
  @Override
  public void send(String name, List<byte[]> messages) {
    messages.forEach(this::sending);
    queue.send(name, messages);
  }

  @Override
  public void sendInTurns(String name, List<Grouped> messages) {
    messages.forEach(message -> sending(message.body()));
    queue.sendInTurns(name, messages);
  }

  private void sending(byte[] message) {
    trail.pass(() -> {
      if (MessageCodec.decode(message) instanceof TaskBatch batch) {
        audit.sending(batch);
      }
    });
  }

  @Override
  public void settle(List<Delivery> deliveries, Settlement settlement) {
    if (settlement instanceof Settlement.Acknowledge) {
      for (Delivery delivery : deliveries) {
        trail.pass(() -> {
          if (MessageCodec.decode(delivery.body()) instanceof Report report) {
            audit.acknowledging(report);
          }
        });
      }
    }
    queue.settle(deliveries, settlement);
  }

  @Override
  public Capabilities capabilities() {
    return queue.capabilities();
  }

  @Override
  public List<Delivery> receive(String name, int maximum, Duration wait)
      throws InterruptedException {
    return queue.receive(name, maximum, wait);
  }

  @Override
  public long depth(String name) {
    return queue.depth(name);
  }

  @Override
  public List<DeadLetter> deadLetters(String name, int maximum) {
    return queue.deadLetters(name, maximum);
  }

  @Override
  public void close() {
    queue.close();
  }
}
