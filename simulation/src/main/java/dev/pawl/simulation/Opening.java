package dev.pawl.simulation;

import dev.pawl.memory.MemoryTaskQueue;
import dev.pawl.spi.TaskQueue;
import java.time.Duration;
import java.util.List;

/** One consumer's opening of the queue, which may lose its claims while the consumer goes on. */
final class Opening implements TaskQueue {
  private final MemoryTaskQueue place;
  private final Capabilities capabilities;
  private MemoryTaskQueue current;

  Opening(MemoryTaskQueue place, Capabilities capabilities) {
    this.place = place;
    this.capabilities = capabilities;
    this.current = place.open();
  }

  /** The claims go to others, as when a lease runs out. */
  void loseClaims() {
    current.close();
    current = place.open();
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public void send(String queue, List<byte[]> messages) {
    current.send(queue, messages);
  }

  @Override
  public List<Delivery> receive(String queue, int maximum, Duration wait)
      throws InterruptedException {
    return current.receive(queue, maximum, wait);
  }

  @Override
  public void settle(List<Delivery> deliveries, Settlement settlement) {
    current.settle(deliveries, settlement);
  }

  @Override
  public long depth(String queue) {
    return current.depth(queue);
  }

  @Override
  public List<DeadLetter> deadLetters(String queue, int maximum) {
    return current.deadLetters(queue, maximum);
  }

  @Override
  public void close() {
    current.close();
  }
}
