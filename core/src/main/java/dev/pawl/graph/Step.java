package dev.pawl.graph;

import java.lang.reflect.Type;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A node of a graph, as engine, drawing and checks see it. Ids are 0, 1, 2, … in an order in which
 * sources come before what uses them; step 0 is the input.
 */
public sealed interface Step {
  Node node();

  /** Steps whose values this one uses. */
  List<Integer> sources();

  /** What kind of step it is, for people. */
  String kind();

  default int id() {
    return node().id();
  }

  default String name() {
    return node().name();
  }

  /** Whether the step has many values, or one. */
  default boolean many() {
    return node().many();
  }

  /** Type of each value. */
  default Type type() {
    return node().type();
  }

  /** Whether workers run tasks for this step (gathering for {@code all} included). */
  default boolean onWorkers() {
    return this instanceof Task
        || this instanceof Dag
        || this instanceof Transpose
        || this instanceof Grouping
        || this instanceof All;
  }

  /** Settings of its tasks; the default where it has none of its own. */
  default TaskPolicy policy() {
    return switch (this) {
      case Task task -> task.policy;
      case Dag dag -> dag.policy;
      case Child child -> child.policy;
      case Step _ -> TaskPolicy.DEFAULT;
    };
  }

  /**
   * What every step has.
   *
   * @param many whether it has many values
   * @param type of each value
   * @param guard the branch or body that the step lies in, null outside of them
   */
  record Node(int id, String name, boolean many, Type type, @Nullable Guard guard) {}

  /** A part of a graph whose steps run only at times. */
  sealed interface Guard {
    /** The step that opens the part; it lies outside of it. */
    int step();
  }

  /** The branch of a choice that is taken when the predicate says {@code side}. */
  record Branch(int choice, boolean side) implements Guard {
    @Override
    public int step() {
      return choice;
    }
  }

  /**
   * What a repeat does again and again; {@code entry} is the stand-in of the value it begins with.
   */
  record Body(int entry) implements Guard {
    @Override
    public int step() {
      return entry;
    }
  }

  /** The input of the run. */
  record Input(Node node) implements Step {
    @Override
    public List<Integer> sources() {
      return List.of();
    }

    @Override
    public String kind() {
      return "input";
    }
  }

  /** Tasks of a handler: one, or one for each element of the source. */
  record Task(Node node, int source, Class<? extends TaskHandler<?, ?>> handler, TaskPolicy policy)
      implements Step {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    @Override
    public String kind() {
      return "task";
    }
  }

  /** Tasks of a handler, one for each node of a plan, in the order that the plan's edges say. */
  record Dag(Node node, int source, Class<? extends TaskHandler<?, ?>> handler, TaskPolicy policy)
      implements Step {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    @Override
    public String kind() {
      return "dag";
    }
  }

  /** One task that turns the indexes of combined blobs into a manifest of partitions. */
  record Transpose(Node node, int source, int parts, Function<Object, Object> combined)
      implements Step {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    @Override
    public String kind() {
      return "shuffle";
    }
  }

  /**
   * One task that puts the elements of a list into groups of equal keys.
   *
   * @param key type of the keys
   * @param element type of the elements
   */
  record Grouping(Node node, int source, Type key, Type element, Function<Object, Object> function)
      implements Step {
    /** A key has at most so many bytes as JSON. */
    public static final int LARGEST_KEY = 1_024;

    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    @Override
    public String kind() {
      return "group-by";
    }

    /** The list of the elements, of the source and of each group. */
    public Type values() {
      return Types.listOf(element);
    }

    /** What a handler that takes one of the groups gets. */
    public Type group() {
      return Types.groupOf(key, element);
    }
  }

  /**
   * Values that a function makes of each value of the source, in the order of (source index,
   * ordinal).
   */
  record FanOut(Node node, int source, Expansion expansion) implements Step {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    @Override
    public String kind() {
      return "fan-out";
    }
  }

  /** How one value becomes many. */
  sealed interface Expansion {
    /** A list, made at once. */
    record Listed(Function<Object, List<?>> function) implements Expansion {}

    /** A number, and each element apart. */
    record Counted(ToIntFunction<Object> count, BiFunction<Object, Integer, Object> element)
        implements Expansion {}
  }

  /** A barrier: the list of all values of the source. */
  record All(Node node, int source) implements Step {
    /** A list longer than this is gathered into blobs by tasks. */
    public static final int LARGEST_INLINE = 1_000;

    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    @Override
    public String kind() {
      return "all";
    }
  }

  /** An accumulator, applied to the values of the source in the order of their indexes. */
  record Fold(Node node, int source, Object zero, BiFunction<Object, Object, Object> function)
      implements Step {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    @Override
    public String kind() {
      return "fold";
    }
  }

  /** A function of each value of the left source and the one value of the right. */
  record Combine(Node node, int left, int right, BiFunction<Object, Object, Object> function)
      implements Step {
    @Override
    public List<Integer> sources() {
      return List.of(left, right);
    }

    @Override
    public String kind() {
      return "combine";
    }
  }

  /** Which branch a run takes. */
  record Choice(Node node, int source, Predicate<Object> predicate) implements Step {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    @Override
    public String kind() {
      return "when";
    }
  }

  /** Runs of another process: one, or one for each element of the source. */
  record Child(Node node, int source, ProcessGraph process, TaskPolicy policy) implements Step {
    /** What {@link #kind} says. */
    public static final String KIND = "run";

    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    @Override
    public String kind() {
      return KIND;
    }
  }

  /** The value of a signal that users send to the run, by the step's name. */
  record Await(Node node) implements Step {
    /** What {@link #kind} says, by which the aggregate finds the step. */
    public static final String KIND = "await";

    @Override
    public List<Integer> sources() {
      return List.of();
    }

    @Override
    public String kind() {
      return KIND;
    }
  }

  /** The value of the branch that was taken. */
  record Merge(Node node, int choice, int then, int otherwise) implements Step {
    @Override
    public List<Integer> sources() {
      return List.of(then, otherwise);
    }

    @Override
    public String kind() {
      return "merge";
    }
  }

  /** The value that a round of a repeat begins with: the source's, then the result of the last. */
  record Entry(Node node, int source) implements Step {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    @Override
    public String kind() {
      return "round";
    }
  }

  /**
   * The result of the last round. The steps of the body have the ids from {@code entry} to below
   * this step's.
   *
   * @param entry the body's {@link Entry}
   * @param result the step of the body that gives a round's result
   * @param max after so many rounds the predicate is not asked
   */
  record Repeat(Node node, int entry, int result, int max, Predicate<Object> until)
      implements Step {
    /** No repeat has more rounds. */
    public static final int MOST_ROUNDS = 1_000_000;

    @Override
    public List<Integer> sources() {
      return List.of(result);
    }

    @Override
    public String kind() {
      return "repeat";
    }
  }
}
