package dev.pawl.wfformat;

import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.wfformat.Wfformat.Checked;
import dev.pawl.wfformat.Wfformat.Request;
import java.io.IOException;
import java.io.InputStream;

/** Reads a workflow, refuses one that cannot be carried out, and measures it. */
final class CheckWorkflow implements TaskHandler<Request, Checked> {
  @Override
  public Checked handle(Request request, TaskContext context) throws IOException {
    try (InputStream stream = context.open(request.file())) {
      Workflow workflow = WorkflowReader.read(request.file().path(), stream);
      TaskOrder order = new TaskOrder(workflow);
      return new Checked(
          request,
          workflow.tasks().size(),
          order.criticalPath(),
          order.totalWork(),
          FileOrder.of(workflow, order));
    }
  }
}
