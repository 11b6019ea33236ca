package dev.pawl.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processes that code is at hand for, several versions of one side by side. Immutable. */
public final class Definitions {
  private final List<Loaded> all;
  private final Map<String, Loaded> byVersion = new HashMap<>();

  /**
   * A drawn graph and where its code came from.
   *
   * @param artefact a version, or a checksum of a jar or source
   */
  public record Loaded(ProcessGraph graph, String artefact) {}

  public Definitions(List<Loaded> loaded) {
    List<Loaded> sorted = new ArrayList<>(loaded);
    sorted.sort(
        Comparator.comparing((Loaded one) -> one.graph().name())
            .thenComparingInt(one -> one.graph().version()));
    for (Loaded one : sorted) {
      Loaded other = byVersion.put(key(one.graph().name(), one.graph().version()), one);
      if (other != null) {
        throw new GraphException(
            "process '"
                + one.graph().name()
                + "' version "
                + one.graph().version()
                + " is defined twice: by "
                + other.graph().definition().getClass().getName()
                + " and "
                + one.graph().definition().getClass().getName());
      }
    }
    this.all = List.copyOf(sorted);
  }

  /** Definitions of an application's own, drawn and checked now. */
  public static Definitions of(String artefact, ProcessDefinition<?, ?>... definitions) {
    return new Definitions(
        List.of(definitions).stream()
            .map(definition -> new Loaded(ProcessGraph.of(definition), artefact))
            .toList());
  }

  /** All, by name and version. */
  public List<Loaded> all() {
    return all;
  }

  /** The code of one version. */
  public Optional<Loaded> find(String name, int version) {
    return Optional.ofNullable(byVersion.get(key(name, version)));
  }

  /** The newest version of a process. */
  public Optional<Loaded> newest(String name) {
    return all.stream().filter(one -> one.graph().name().equals(name)).reduce((_, later) -> later);
  }

  private static String key(String name, int version) {
    return name + " " + version;
  }
}
