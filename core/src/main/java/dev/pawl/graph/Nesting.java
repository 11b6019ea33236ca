package dev.pawl.graph;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The definitions that are being drawn, each within the one before, and the children that were
 * drawn, each once. For one drawing.
 */
final class Nesting {
  private final Deque<ProcessDefinition<?, ?>> outer = new ArrayDeque<>();
  private final Map<Class<?>, ProcessGraph> drawn = new HashMap<>();

  void enter(ProcessDefinition<?, ?> definition) {
    outer.addLast(definition);
  }

  void leave() {
    outer.removeLast();
  }

  /** The graph of a process that the one being drawn runs as a child. */
  ProcessGraph child(Class<? extends ProcessDefinition<?, ?>> type) {
    ProcessGraph known = drawn.get(type);
    if (known != null) {
      return known;
    }
    ProcessDefinition<?, ?> definition = instance(type);
    if (outer.stream().anyMatch(one -> one.getClass() == type)) {
      throw new GraphException(
          "a process should not run itself, found "
              + Stream.concat(outer.stream(), Stream.of(definition))
                  .map(ProcessDefinition::name)
                  .collect(Collectors.joining(" -> ")));
    }
    ProcessGraph graph = ProcessGraph.of(definition, this);
    if (graph.mayGiveGathered()) {
      throw new GraphException(
          "the result of process '"
              + graph.name()
              + "', which runs as a child, should come from a task, a fold or a function, found the list '"
              + graph.step(graph.result()).name()
              + "', which may be too long for a value");
    }
    drawn.put(type, graph);
    return graph;
  }

  private static ProcessDefinition<?, ?> instance(Class<? extends ProcessDefinition<?, ?>> type) {
    try {
      var constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (NoSuchMethodException e) {
      throw new GraphException(
          "process " + type.getName() + " should have a constructor without arguments", e);
    } catch (InvocationTargetException e) {
      throw new GraphException(
          "the constructor of process " + type.getName() + " failed: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new GraphException("process " + type.getName() + " cannot be made: " + e, e);
    }
  }
}
