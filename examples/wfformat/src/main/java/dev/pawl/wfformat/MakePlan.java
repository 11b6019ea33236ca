package dev.pawl.wfformat;

import dev.pawl.graph.Plan;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.wfformat.Wfformat.Checked;
import dev.pawl.wfformat.Wfformat.Job;
import java.io.IOException;
import java.io.InputStream;

/** Makes a node of each task of a workflow. */
final class MakePlan implements TaskHandler<Checked, Plan<Job>> {
  @Override
  public Plan<Job> handle(Checked checked, TaskContext context) throws IOException {
    double nanos = checked.request().factor() * 1e9;
    try (InputStream stream = context.open(checked.request().file())) {
      return new Plan<>(
          WorkflowReader.read(checked.request().file().path(), stream).tasks().stream()
              .map(task ->
                  new Plan.Node<>(
                      task.id(), new Job(Math.round(task.seconds() * nanos)), task.parents()))
              .toList());
    }
  }
}
