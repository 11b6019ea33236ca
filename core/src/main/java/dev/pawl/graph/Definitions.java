package dev.pawl.graph;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The processes that code is at hand for, several versions of one side by side: those that were
 * listed, and those that they run as children. Immutable.
 */
public final class Definitions {
  private final List<Loaded> listed;
  private final List<Loaded> all;
  private final Map<String, Loaded> byVersion = new HashMap<>();

  /**
   * A drawn graph and where its code came from.
   *
   * @param artefact a version, or a checksum of a jar or source
   */
  public record Loaded(ProcessGraph graph, String artefact) {}

  public Definitions(List<Loaded> loaded) {
    this.listed = sorted(loaded);
    for (Loaded one : listed) {
      Loaded other = byVersion.put(key(one.graph().name(), one.graph().version()), one);
      if (other != null) {
        throw twice(one, other);
      }
    }
    listed.forEach(this::addChildren);
    this.all = sorted(byVersion.values());
  }

  private static List<Loaded> sorted(Collection<Loaded> loaded) {
    return loaded.stream()
        .sorted(
            Comparator.comparing((Loaded one) -> one.graph().name())
                .thenComparingInt(one -> one.graph().version()))
        .toList();
  }

  /** A child comes with its parent's code; it may be listed as well. */
  private void addChildren(Loaded parent) {
    for (ProcessGraph graph : parent.graph().children()) {
      Loaded child = new Loaded(graph, parent.artefact());
      Loaded other = byVersion.putIfAbsent(key(graph.name(), graph.version()), child);
      if (other == null) {
        addChildren(child);
      } else if (other.graph().definition().getClass() != graph.definition().getClass()) {
        throw twice(child, other);
      }
    }
  }

  private static GraphException twice(Loaded one, Loaded other) {
    return new GraphException(
        "process '"
            + one.graph().name()
            + "' version "
            + one.graph().version()
            + " is defined twice: by "
            + other.graph().definition().getClass().getName()
            + " and "
            + one.graph().definition().getClass().getName());
  }

  /** Definitions of an application's own, drawn and checked now. */
  public static Definitions of(String artefact, ProcessDefinition<?, ?>... definitions) {
    return new Definitions(
        List.of(definitions).stream()
            .map(definition -> new Loaded(ProcessGraph.of(definition), artefact))
            .toList());
  }

  /** Those that were listed, by name and version: what users start. */
  public List<Loaded> listed() {
    return listed;
  }

  /** All, children included, by name and version. */
  public List<Loaded> all() {
    return all;
  }

  /** The code of one version. */
  public Optional<Loaded> find(String name, int version) {
    return Optional.ofNullable(byVersion.get(key(name, version)));
  }

  /** The newest version of a process that was listed. */
  public Optional<Loaded> newest(String name) {
    return listed.stream()
        .filter(one -> one.graph().name().equals(name))
        .reduce((_, later) -> later);
  }

  private static String key(String name, int version) {
    return name + " " + version;
  }
}
