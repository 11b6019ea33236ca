package dev.pawl.wfformat;

import java.util.List;

/**
 * A recorded workflow: what WfFormat says of tasks and their order.
 *
 * @param file that it was read from
 * @param tasks with ids of which none is there twice
 */
record Workflow(String file, List<Task> tasks) {
  Workflow {
    tasks = List.copyOf(tasks);
  }

  /**
   * One task.
   *
   * @param id unique; the names of the format are not
   * @param seconds that it ran, recorded
   * @param parents ids of the tasks that come before it
   * @param reads ids of files
   * @param writes ids of files
   */
  record Task(
      String id, double seconds, List<String> parents, List<String> reads, List<String> writes) {
    Task {
      parents = List.copyOf(parents);
      reads = List.copyOf(reads);
      writes = List.copyOf(writes);
    }
  }
}
