package dev.pawl.simulation;

import dev.pawl.spi.TaskQueue;
import java.time.Duration;
import java.util.List;

/** A queue in front of another, for those that change one thing. */
class ForwardingQueue implements TaskQueue {
  final TaskQueue queue;

  ForwardingQueue(TaskQueue queue) {
    this.queue = queue;
  }

  @Override
  public Capabilities capabilities() {
    return queue.capabilities();
  }

  @Override
  public void send(String name, List<byte[]> messages) {
    queue.send(name, messages);
  }

  @Override
  public List<Delivery> receive(String name, int maximum, Duration wait)
      throws InterruptedException {
    return queue.receive(name, maximum, wait);
  }

  @Override
  public void settle(List<Delivery> deliveries, Settlement settlement) {
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
