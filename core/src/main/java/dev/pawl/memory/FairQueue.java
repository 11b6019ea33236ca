package dev.pawl.memory;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A queue in which groups take turns: an element of a small group waits behind one of a huge group,
 * and not behind all of them. Elements of one group keep their order. Not safe for use by many
 * threads.
 *
 * @param <T> type of the elements
 */
public final class FairQueue<T> {
  private final Map<String, Lane<T>> lanes = new HashMap<>();
  private final ArrayDeque<Lane<T>> turns = new ArrayDeque<>();
  private int size;

  private record Lane<T>(String group, ArrayDeque<T> elements) {}

  /** Begins empty. */
  public FairQueue() {}

  /** Adds an element as the last of its group; a group that had none gets the last turn. */
  public void addLast(String group, T element) {
    Lane<T> lane = lanes.get(group);
    if (lane == null) {
      lane = begin(group);
      turns.addLast(lane);
    }
    lane.elements().addLast(element);
    size++;
  }

  /** Adds an element as the first of its group; a group that had none gets the next turn. */
  public void addFirst(String group, T element) {
    Lane<T> lane = lanes.get(group);
    if (lane == null) {
      lane = begin(group);
      turns.addFirst(lane);
    }
    lane.elements().addFirst(element);
    size++;
  }

  private Lane<T> begin(String group) {
    Lane<T> lane = new Lane<>(group, new ArrayDeque<>(4));
    lanes.put(group, lane);
    return lane;
  }

  /** Takes the first element of the group whose turn it is; null where the queue is empty. */
  public @Nullable T poll() {
    Lane<T> lane = turns.poll();
    if (lane == null) {
      return null;
    }
    T element = lane.elements().poll();
    size--;
    if (lane.elements().isEmpty()) {
      lanes.remove(lane.group());
    } else {
      turns.addLast(lane);
    }
    return element;
  }

  /** Elements of all groups. */
  public int size() {
    return size;
  }

  /** Whether no group has an element. */
  public boolean isEmpty() {
    return size == 0;
  }
}
