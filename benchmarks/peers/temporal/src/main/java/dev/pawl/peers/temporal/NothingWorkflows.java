package dev.pawl.peers.temporal;

import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Workflows of tasks that do nothing. */
public final class NothingWorkflows {
  private static final ActivityOptions OPTIONS =
      ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(10)).build();

  private NothingWorkflows() {}

  /** All activities at once. */
  @WorkflowInterface
  public interface FanOut {
    @WorkflowMethod
    void run(int activities);
  }

  /** One activity after the other. */
  @WorkflowInterface
  public interface Chain {
    @WorkflowMethod
    void run(int activities);
  }

  /** {@link FanOut}. */
  public static final class SideBySide implements FanOut {
    private final Nothing nothing = Workflow.newActivityStub(Nothing.class, OPTIONS);

    @Override
    public void run(int activities) {
      List<Promise<Void>> all = new ArrayList<>();
      for (int i = 0; i < activities; i++) {
        all.add(Async.procedure(nothing::run));
      }
      Promise.allOf(all).get();
    }
  }

  /** {@link Chain}. */
  public static final class OneByOne implements Chain {
    private final Nothing nothing = Workflow.newActivityStub(Nothing.class, OPTIONS);

    @Override
    public void run(int activities) {
      for (int i = 0; i < activities; i++) {
        nothing.run();
      }
    }
  }
}
