package dev.pawl.run;

import java.util.BitSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values and tasks of one step. Hot path: bit sets and positions, a few bytes for each task;
 * changed only by {@link RunState#evolve}.
 */
final class StepState {
  private final BitSet done = new BitSet();
  private final BitSet scheduled = new BitSet();
  private final Positions positions = new Positions();
  private final TreeMap<Integer, Trouble> troubles = new TreeMap<>();
  private final TreeMap<Integer, Integer> planParts = new TreeMap<>();
  private int planWidth;
  private BitSet missing = new BitSet();
  private int doneCount;
  private int scheduledCount;
  private int quarantinedCount;
  private boolean completed;
  private int round;

  /** Forgets everything: the next round of a repeat begins. Costs as much as there was. */
  void beginAnew() {
    positions.clear(Math.max(1, done.length()));
    done.clear();
    scheduled.clear();
    troubles.clear();
    missing = new BitSet();
    planParts.clear();
    planWidth = 0;
    doneCount = 0;
    scheduledCount = 0;
    quarantinedCount = 0;
    completed = false;
    round++;
  }

  void schedule(IndexSet indexes) {
    indexes.addTo(scheduled);
    scheduledCount += indexes.size();
  }

  void confirm(IndexSet indexes, int position) {
    indexes.addTo(done);
    doneCount += indexes.size();
    positions.setAll(indexes, position);
    if (!troubles.isEmpty()) {
      indexes.forEach(index -> trouble(index, Trouble.NONE));
    }
  }

  void moveTo(IndexSet indexes, int position) {
    positions.setAll(indexes, position);
  }

  /** A part of the step's plan is recorded. */
  void plan(RunEvent.Planned part, int position) {
    planWidth = part.total();
    planParts.put(part.first(), position);
  }

  /** Replaces what is known of a task; {@link Trouble#NONE} forgets it. */
  void trouble(int index, Trouble trouble) {
    Trouble before =
        trouble.equals(Trouble.NONE) ? troubles.remove(index) : troubles.put(index, trouble);
    quarantinedCount +=
        (trouble.quarantined() ? 1 : 0) - (before != null && before.quarantined() ? 1 : 0);
  }

  void complete(IndexSet missingIndexes) {
    completed = true;
    missing = new BitSet();
    missingIndexes.addTo(missing);
  }

  Trouble trouble(int index) {
    return troubles.getOrDefault(index, Trouble.NONE);
  }

  SortedMap<Integer, Trouble> troubles() {
    return troubles;
  }

  boolean isDone(int index) {
    return done.get(index);
  }

  boolean isScheduled(int index) {
    return scheduled.get(index);
  }

  boolean isMissing(int index) {
    return missing.get(index);
  }

  BitSet missing() {
    return missing;
  }

  BitSet done() {
    return done;
  }

  BitSet scheduled() {
    return scheduled;
  }

  int doneCount() {
    return doneCount;
  }

  int scheduledCount() {
    return scheduledCount;
  }

  int quarantinedCount() {
    return quarantinedCount;
  }

  /** Tasks that are scheduled, not done and not in quarantine. */
  int outstandingCount() {
    return scheduledCount == 0 ? 0 : scheduledCount - doneCount - quarantinedCount;
  }

  int round() {
    return round;
  }

  boolean completed() {
    return completed;
  }

  int planWidth() {
    return planWidth;
  }

  /** Position of the part of the plan that holds a node; 0 where there is none. */
  int planPosition(int index) {
    Map.Entry<Integer, Integer> part = planParts.floorEntry(index);
    return part == null ? 0 : part.getValue();
  }

  int position(int index) {
    return positions.get(index);
  }

  /** All that the state holds, for comparing. */
  String describe() {
    StringBuilder text = new StringBuilder();
    text.append(round == 0 ? "" : "round " + round + " ")
        .append("done ")
        .append(done)
        .append(" scheduled ")
        .append(scheduled)
        .append(" missing ")
        .append(missing);
    text.append(" troubles ").append(troubles).append(completed ? " completed" : "");
    text.append(" counts ")
        .append(doneCount)
        .append('/')
        .append(scheduledCount)
        .append('/')
        .append(quarantinedCount);
    text.append(" plan ").append(planWidth).append(planParts).append(" positions");
    done.stream().forEach(index -> text.append(' ').append(positions.get(index)));
    return text.toString();
  }
}
