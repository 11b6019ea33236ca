package dev.pawl.app;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.Definitions.Loaded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the code of processes comes from. */
final class CodeOption {
  @Option(
      names = "--jar",
      paramLabel = "JAR",
      description =
          "a jar, a folder of classes or a .java file with processes of your own; may be given more than once (also: PAWL_CLASSPATH)")
  List<Path> jars = new ArrayList<>();

  /**
   * All processes at hand: those that come with Pawl, those on the class path, and those of the
   * jars.
   */
  Definitions definitions() {
    return new DefinitionLoader().load(jars);
  }

  /** All processes at hand, and those of a source file where {@code name} ends in .java. */
  Definitions definitions(String name) {
    return name.endsWith(".java") ? new Definitions(SourceFile.load(Path.of(name))) : definitions();
  }

  /** All processes at hand, and those of a source file where one is given. */
  Definitions definitionsWith(@Nullable String source) {
    if (source == null) {
      return definitions();
    }
    if (!source.endsWith(".java")) {
      throw UserError.usage(
          "a source file of a process should end in .java, found '" + source + "'");
    }
    List<Loaded> all = new ArrayList<>(definitions().listed());
    all.addAll(SourceFile.load(Path.of(source)));
    return new Definitions(all);
  }

  /** The newest version of a process, by name, or the one that a source file holds. */
  static Loaded find(Definitions definitions, String name) {
    if (name.endsWith(".java")) {
      return definitions.listed().get(definitions.listed().size() - 1);
    }
    return definitions
        .newest(name)
        .orElseThrow(() ->
            UserError.usage(
                "a process should be one of "
                    + names(definitions)
                    + ", or a file that ends in .java, found '"
                    + name
                    + "'"));
  }

  /** The names of all processes at hand, for people. */
  static String names(Definitions definitions) {
    return String.join(
        ", ", new TreeSet<>(definitions.listed().stream().map(one -> one.graph().name()).toList()));
  }
}
