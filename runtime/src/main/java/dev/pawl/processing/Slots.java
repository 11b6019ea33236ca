package dev.pawl.processing;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The slots of a worker; an abandoned one is replaced. */
final class Slots {
  private final WorkerParts parts;
  private final List<Slot> slots = new CopyOnWriteArrayList<>();
  private final AtomicInteger abandoned = new AtomicInteger();
  private final Consumer<Slot> begin;
  private final Runnable onExhausted;

  /**
   * Makes the slots.
   *
   * @param begin gives a slot a thread
   * @param onExhausted called once as many slots were abandoned as there are
   */
  Slots(WorkerParts parts, Consumer<Slot> begin, Runnable onExhausted) {
    this.parts = parts;
    this.begin = begin;
    this.onExhausted = onExhausted;
    for (int i = 0; i < parts.settings().slots(); i++) {
      slots.add(new Slot(parts, null));
    }
  }

  int size() {
    return slots.size();
  }

  Slot get(int place) {
    return slots.get(place);
  }

  List<Slot> all() {
    return slots;
  }

  /** What the slots work on. */
  List<Assignment> assignments() {
    return slots.stream().map(Slot::assignment).filter(Objects::nonNull).toList();
  }

  /** Abandons a slot and puts another in its place. */
  void replace(int place) {
    Slot next = new Slot(parts, slots.get(place).abandon());
    slots.set(place, next);
    begin.accept(next);
    if (abandoned.incrementAndGet() == slots.size()) {
      onExhausted.run();
    }
  }

  int abandoned() {
    return abandoned.get();
  }
}
