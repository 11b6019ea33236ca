package dev.pawl.orchestration;

import dev.pawl.run.ParentTask;
import dev.pawl.run.RunId;
import dev.pawl.wire.ShortDigest;

/**
 * The ids of child runs. They follow from the task that a run is begun for, so that beginning it
 * twice begins one: {@code PARENT.STEP-INDEX}, then {@code -rROUND} from the second round of a
 * repeat on, and {@code -ATTEMPT} from the second attempt on. What would be too long for an id
 * keeps the beginning of the parent's, and ends with a part of a SHA-256.
 */
public final class ChildIds {
  private static final int LONGEST = 100;
  private static final int KEPT = 60;

  private ChildIds() {}

  /** The id of the run for an attempt of a task. */
  public static RunId of(ParentTask task) {
    String full =
        task.run()
            + "."
            + task.step()
            + "-"
            + task.index()
            + (task.round() == 0 ? "" : "-r" + task.round())
            + (task.attempt() == 1 ? "" : "-" + task.attempt());
    return new RunId(full.length() <= LONGEST ? full : kept(task.run()) + ShortDigest.of(full));
  }

  /** Whether a run may be a child of another, by their ids alone; its first event tells. */
  public static boolean mayBe(RunId child, RunId parent) {
    return child.value().startsWith(parent + ".") || child.value().startsWith(kept(parent));
  }

  private static String kept(RunId parent) {
    return parent.value().substring(0, Math.min(KEPT, parent.value().length())) + ".";
  }
}
