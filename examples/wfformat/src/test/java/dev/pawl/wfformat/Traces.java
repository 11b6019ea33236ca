package dev.pawl.wfformat;

import dev.pawl.graph.InputFile;
import dev.pawl.input.PinnedFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Traces for tests: recorded ones, and small ones written here. */
final class Traces {
  static final String CHAIN = "helloworld-chain-5-chameleon.json";
  static final String FORK_JOIN = "helloworld-forkjoin-10-chameleon.json";
  static final String SAREK = "sarek-dirt02-001.json";

  private Traces() {}

  /** A recorded trace, pinned. */
  static InputFile file(String name) {
    try {
      return PinnedFiles.pin(
          InputFile.of(Path.of(Traces.class.getResource(name).toURI()).toString()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Workflow recorded(String name) {
    try (var stream = Traces.class.getResourceAsStream(name)) {
      return WorkflowReader.read(name, stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a trace that is given as text, in which ' stands for quotes. */
  static Workflow written(String text) {
    byte[] json = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    try {
      return WorkflowReader.read("t.json", new ByteArrayInputStream(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A trace of tasks and run times, each an array's elements. */
  static String of(String tasks, String runtimes) {
    return "{'schemaVersion':'1.5','workflow':{'specification':{'tasks':["
        + tasks
        + "]},'execution':{'tasks':["
        + runtimes
        + "]}}}";
  }

  /** A task as it is specified; parents and files are separated by spaces. */
  static String task(String id, String parents, String reads, String writes) {
    return "{'name':'same','id':'"
        + id
        + "','parents':"
        + list(parents)
        + ",'children':[],'inputFiles':"
        + list(reads)
        + ",'outputFiles':"
        + list(writes)
        + "}";
  }

  static String ran(String id, double seconds) {
    return "{'id':'" + id + "','runtimeInSeconds':" + seconds + ",'command':{'arguments':[]}}";
  }

  private static String list(String words) {
    return words.isEmpty() ? "[]" : "['" + words.replace(" ", "','") + "']";
  }
}
