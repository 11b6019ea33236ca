package dev.pawl.wfformat;

import dev.pawl.wfformat.Workflow.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether files and parents say the same: who reads a file that another task writes comes after it,
 * and a task reads something of each of its parents. Neither is an error: traces have side effects,
 * and order without data.
 *
 * @param readsWithoutOrder pairs of a reader and a writer of one file, where the writer is no
 *     ancestor of the reader
 * @param examplesOfReads the first of them
 * @param parentsWithoutFiles pairs of a task and a parent of which it reads no file
 * @param examplesOfParents the first of them
 */
public record FileOrder(
    int readsWithoutOrder,
    List<String> examplesOfReads,
    int parentsWithoutFiles,
    List<String> examplesOfParents) {
  private static final int EXAMPLES = 3;

  public FileOrder {
    examplesOfReads = List.copyOf(examplesOfReads);
    examplesOfParents = List.copyOf(examplesOfParents);
  }

  static FileOrder of(Workflow workflow, TaskOrder order) {
    Map<String, List<String>> writers = new HashMap<>();
    for (Task task : workflow.tasks()) {
      for (String file : new HashSet<>(task.writes())) {
        writers.computeIfAbsent(file, _ -> new ArrayList<>()).add(task.id());
      }
    }
    Tally reads = new Tally();
    Tally parents = new Tally();
    for (Task task : workflow.tasks()) {
      int reader = order.index(task.id());
      Set<String> sources = new HashSet<>();
      for (String file : new HashSet<>(task.reads())) {
        for (String writer : writers.getOrDefault(file, List.of())) {
          int index = order.index(writer);
          sources.add(writer);
          boolean after =
              index == reader || order.isParent(index, reader) || order.isAncestor(index, reader);
          if (!after) {
            reads.add("'" + task.id() + "' reads " + file + " of '" + writer + "'");
          }
        }
      }
      for (String parent : new HashSet<>(task.parents())) {
        if (!sources.contains(parent)) {
          parents.add("'" + task.id() + "' reads no file of its parent '" + parent + "'");
        }
      }
    }
    return new FileOrder(reads.count, reads.examples, parents.count, parents.examples);
  }

  private static final class Tally {
    private final List<String> examples = new ArrayList<>();
    private int count;

    void add(String example) {
      if (count++ < EXAMPLES) {
        examples.add(example);
      }
    }
  }
}
