package dev.pawl.specs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.Graph;
import dev.pawl.graph.GraphException;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.specs.Drawn.Work;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Processes that run other processes, when they are drawn. */
class ChildProcessTest {
  abstract static class Numbers implements ProcessDefinition<Integer, Integer> {
    @Override
    public String name() {
      return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
  }

  static final class Leaf extends Numbers {
    @Override
    public One<Integer> define(Graph graph, One<Integer> input) {
      return graph.task("work", Work.class, input);
    }
  }

  /** The same name as {@link Leaf}, and other code. */
  static final class Impostor extends Numbers {
    @Override
    public String name() {
      return "leaf";
    }

    @Override
    public One<Integer> define(Graph graph, One<Integer> input) {
      return graph.task("other", Work.class, input);
    }
  }

  /** A second version of {@link Leaf}. */
  static final class NewLeaf extends Numbers {
    @Override
    public String name() {
      return "leaf";
    }

    @Override
    public int version() {
      return 2;
    }

    @Override
    public One<Integer> define(Graph graph, One<Integer> input) {
      return graph.task("work", Work.class, input);
    }
  }

  static final class Parent extends Numbers {
    @Override
    public One<Integer> define(Graph graph, One<Integer> input) {
      return graph.run("second", Leaf.class, graph.run("first", Leaf.class, input));
    }
  }

  static final class Grandparent extends Numbers {
    @Override
    public One<Integer> define(Graph graph, One<Integer> input) {
      return graph.run("child", Parent.class, input);
    }
  }

  static final class Itself extends Numbers {
    @Override
    public One<Integer> define(Graph graph, One<Integer> input) {
      return graph.run("again", Itself.class, input);
    }
  }

  static final class Ping extends Numbers {
    @Override
    public One<Integer> define(Graph graph, One<Integer> input) {
      return graph.run("pong", Pong.class, input);
    }
  }

  static final class Pong extends Numbers {
    @Override
    public One<Integer> define(Graph graph, One<Integer> input) {
      return graph.run("ping", Ping.class, input);
    }
  }

  /** A list that may be gathered into blobs is no result for another run. */
  static final class Lists implements ProcessDefinition<Integer, List<Integer>> {
    @Override
    public String name() {
      return "lists";
    }

    @Override
    public One<List<Integer>> define(Graph graph, One<Integer> input) {
      return graph.all(Drawn.numbers(graph, "numbers", input));
    }
  }

  static final class Needy extends Numbers {
    Needy(int given) {
      throw new IllegalStateException("not called with " + given);
    }

    @Override
    public One<Integer> define(Graph graph, One<Integer> input) {
      return input;
    }
  }

  @Test
  void the_code_of_children_comes_with_their_parents() {
    Definitions definitions = Definitions.of("test", new Grandparent());

    assertThat(definitions.listed())
        .extracting(one -> one.graph().name())
        .containsExactly("grandparent");
    assertThat(definitions.all())
        .extracting(one -> one.graph().name())
        .containsExactly("grandparent", "leaf", "parent");
    assertThat(definitions.find("leaf", 1)).isPresent();
    assertThat(definitions.newest("leaf")).isEmpty();
  }

  @Test
  void a_child_may_be_listed_as_well() {
    Definitions definitions = Definitions.of("test", new Leaf(), new Parent());

    assertThat(definitions.all()).hasSize(2);
    assertThat(definitions.newest("leaf")).isPresent();
  }

  @Test
  void a_child_and_another_process_cannot_share_name_and_version() {
    assertThatThrownBy(() -> Definitions.of("test", new Impostor(), new Parent()))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("process 'leaf' version 1 is defined twice");
  }

  @Test
  void a_process_cannot_run_itself() {
    assertThatThrownBy(() -> ProcessGraph.of(new Itself()))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("a process should not run itself, found itself -> itself");
  }

  @Test
  void nor_can_it_by_way_of_another() {
    assertThatThrownBy(() -> ProcessGraph.of(new Ping()))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("found ping -> pong -> ping");
  }

  @Test
  void the_result_of_a_child_is_no_list_that_may_be_gathered() {
    assertThatThrownBy(() ->
            ProcessGraph.of(
                new Drawn(
                    "parent",
                    (graph, input) ->
                        graph.task(
                            "sum", Drawn.Sum.class, graph.run("lists", Lists.class, input)))))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("process 'lists', which runs as a child")
        .hasMessageContaining("all(numbers)");
  }

  @Test
  void a_child_needs_a_constructor_without_arguments() {
    assertThatThrownBy(() ->
            ProcessGraph.of(
                new Drawn("parent", (graph, input) -> graph.run("needy", Needy.class, input))))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("should have a constructor without arguments");
  }

  @Test
  void the_version_of_a_child_changes_the_digest_of_its_parent() {
    assertThat(digest(Leaf.class)).isNotEqualTo(digest(NewLeaf.class));
    assertThat(digest(Leaf.class)).isEqualTo(digest(Leaf.class));
  }

  private static String digest(Class<? extends ProcessDefinition<Integer, Integer>> child) {
    return ProcessGraph.of(new Drawn("parent", (graph, input) -> graph.run("child", child, input)))
        .digest();
  }
}
