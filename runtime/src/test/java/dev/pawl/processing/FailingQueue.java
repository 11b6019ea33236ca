package dev.pawl.processing;

import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import java.time.Duration;
import java.util.List;

/** A queue that is away when it is told to. */
final class FailingQueue implements TaskQueue {
  private final TaskQueue queue;
  volatile boolean sends = true;
  volatile boolean settles = true;
  int settled;

  FailingQueue(TaskQueue queue) {
    this.queue = queue;
  }

  @Override
  public Capabilities capabilities() {
    return queue.capabilities();
  }

  @Override
  public void send(String name, List<byte[]> messages) {
    if (!sends) {
      throw new PortFailure.Unavailable("away");
    }
    queue.send(name, messages);
  }

  @Override
  public List<Delivery> receive(String name, int maximum, Duration wait)
      throws InterruptedException {
    return queue.receive(name, maximum, wait);
  }

  @Override
  public void settle(List<Delivery> deliveries, Settlement settlement) {
    if (!settles) {
      throw new PortFailure.Unavailable("away");
    }
    settled += deliveries.size();
    queue.settle(deliveries, settlement);
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
