package dev.pawl.testkit.specs;

import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.spi.Codec;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The specs of one process, to be run by tests and printed by {@code pawl specs}. Implementations
 * have a public constructor without arguments and are found through {@link ServiceLoader}.
 */
public interface ProcessSpecs {
  ProcessDefinition<?, ?> definition();

  /** Each with a title. */
  List<Spec> specs();

  /** Plays all specs, each on a run of its own. */
  default List<SpecResult> check(Codec codec) {
    ProcessGraph graph = ProcessGraph.of(definition());
    return specs().stream().map(spec -> spec.check(new Bench(graph, codec))).toList();
  }

  /** The specs that the class path names for a process. */
  static List<ProcessSpecs> of(String process, ClassLoader loader) {
    return ServiceLoader.load(ProcessSpecs.class, loader).stream()
        .map(ServiceLoader.Provider::get)
        .filter(specs -> specs.definition().name().equals(process))
        .toList();
  }
}
