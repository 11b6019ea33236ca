package dev.pawl.peers.temporal;

import dev.pawl.peers.Peer;
import dev.pawl.peers.Trial;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.util.ArrayList;
import java.util.List;

/**
 * Temporal's test service, a server in the memory of this JVM: a task is an activity, and it is
 * recorded when it is in the history of its workflow. Histories are limited, so a fan-out is
 * workflows of five hundred activities each, side by side.
 */
public final class TemporalPeer implements Peer {
  private static final String QUEUE = "peer";
  private static final int ACTIVITIES = 500;

  private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();
  private final NothingActivity activity = new NothingActivity();

  private TemporalPeer() {
    Worker worker = environment.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(
        NothingWorkflows.SideBySide.class, NothingWorkflows.OneByOne.class);
    worker.registerActivitiesImplementations(activity);
    environment.start();
  }

  /** Measures it; see {@link Trial#main}. */
  public static void main(String[] arguments) throws Exception {
    Trial.main(arguments, TemporalPeer::new);
  }

  @Override
  public void fanOut(int tasks) {
    List<WorkflowStub> workflows = new ArrayList<>();
    for (int left = tasks; left > 0; left -= ACTIVITIES) {
      NothingWorkflows.FanOut workflow =
          environment.getWorkflowClient().newWorkflowStub(NothingWorkflows.FanOut.class, options());
      WorkflowClient.start(workflow::run, Math.min(left, ACTIVITIES));
      workflows.add(WorkflowStub.fromTyped(workflow));
    }
    workflows.forEach(workflow -> workflow.getResult(Void.class));
  }

  /** Each time is from the beginning of one activity to that of the next. */
  @Override
  public long[] chain(int tasks) {
    activity.forget();
    environment
        .getWorkflowClient()
        .newWorkflowStub(NothingWorkflows.Chain.class, options())
        .run(tasks + 1);
    List<Long> begun = activity.begun();
    long[] nanos = new long[begun.size() - 1];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = begun.get(i + 1) - begun.get(i);
    }
    return nanos;
  }

  private static WorkflowOptions options() {
    return WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build();
  }

  @Override
  public void close() {
    environment.close();
  }
}
