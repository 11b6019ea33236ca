package dev.pawl.app.soak;

import dev.pawl.app.soak.KillPlan.Kill;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Kills children by plans, and remembers when. Not safe for use by several threads. */
final class Killer {
  private final Children children;
  private final List<Long> times = new ArrayList<>();
  private int owners;
  private long dueNanos;
  private boolean due;

  Killer(Children children) {
    this.children = children;
  }

  /** Kills the next one of a plan, if it is its turn. */
  void step(KillPlan plan, long confirmed) throws IOException, InterruptedException {
    Kill next = plan.kills().peek();
    if (next == null || confirmed < next.afterTasks()) {
      return;
    }
    if (!due) {
      due = true;
      dueNanos = System.nanoTime() + next.pause().toNanos();
    }
    if (System.nanoTime() - dueNanos < 0 && !plan.isLate(confirmed)) {
      return;
    }
    due = false;
    plan.kills().remove();
    times.add(System.currentTimeMillis());
    if (next.ofOwner()) {
      owners++;
      children.killOwner();
    } else {
      children.killWorker(next.worker());
    }
  }

  /** Wall-clock times, ascending, in milliseconds. */
  List<Long> times() {
    return times;
  }

  int owners() {
    return owners;
  }
}
