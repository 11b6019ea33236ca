package dev.pawl.specs;

import static dev.pawl.testkit.specs.Acts.*;
import static dev.pawl.testkit.specs.Facts.*;
import static dev.pawl.testkit.specs.Tasks.*;

import dev.pawl.graph.Graph;
import dev.pawl.graph.Group;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.specs.Drawn.Sum;
import dev.pawl.specs.Drawn.Work;
import dev.pawl.spi.BlobRef;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.specs.junit.SpecExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GroupByTest {
  @RegisterExtension
  static final SpecExtension SPECS =
      SpecExtension.of(new Drawn("grouped", GroupByTest::draw), new TinyJson());

  private static final BlobRef BLOB = new BlobRef("a", 1, "00000000");

  /** A number of one group. */
  static final class Weigh implements TaskHandler<Group<String, Integer>, Integer> {
    @Override
    public Integer handle(Group<String, Integer> group, TaskContext context) {
      return group.values().size();
    }
  }

  private static One<Integer> draw(Graph graph, One<Integer> input) {
    Many<Integer> worked = graph.task("work", Work.class, Drawn.numbers(graph, "items", input));
    Many<Group<String, Integer>> groups =
        graph.groupBy("by parity", String.class, worked, value -> value % 2 == 0 ? "even" : "odd");
    return graph.task("end", Sum.class, graph.all(graph.task("weigh", Weigh.class, groups)));
  }

  @Test
  @Acceptance("P05")
  void groups_wait_for_all_values() {
    SPECS
        .given(start(2), task("work", 0).returns(1))
        .when(task("work", 1).returns(2))
        .then(task("work", 1).confirmed(), task("by parity/groups").scheduled());
  }

  @Test
  @Acceptance("P19")
  void a_worker_says_how_many_groups_there_are_and_each_gets_a_task() {
    SPECS
        .given(start(2), tasks("work", 0, 2).returns(1, 2))
        .when(task("by parity/groups").returns(new Group.Index(2, BLOB)))
        .then(
            task("by parity/groups").confirmed(),
            tasks("by parity", 0, 2)
                .made(new Group.Reference(BLOB, 0), new Group.Reference(BLOB, 1)),
            tasks("weigh", 0, 2).scheduled());
  }

  @Test
  void no_values_make_no_groups() {
    SPECS
        .given(start(0))
        .when(task("by parity/groups").returns(new Group.Index(0, BLOB)))
        .then(task("by parity/groups").confirmed(), madeNone("by parity"), task("end").scheduled());
  }
}
