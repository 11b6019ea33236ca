package dev.pawl.app;

import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.spi.Codec;
import dev.pawl.spi.PortFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The input of a run. */
final class InputOption {
  @Option(
      names = "--input",
      paramLabel = "FILE|JSON",
      description = "the input: JSON, or a file that holds it; else the process's own default")
  @Nullable String text;

  /** The input as JSON. */
  byte[] json(ProcessGraph graph, Codec codec) {
    if (text == null) {
      ProcessDefinition<?, ?> definition = graph.definition();
      Object value =
          definition
              .defaultInput()
              .<Object>map(given -> given)
              .orElseThrow(() ->
                  UserError.usage(
                      "process '"
                          + graph.name()
                          + "' needs an --input: "
                          + definition.description()));
      return codec.encode(value, graph.inputType());
    }
    String trimmed = text.strip();
    return isJson(trimmed)
        ? checked(trimmed.getBytes(StandardCharsets.UTF_8), "--input", graph, codec)
        : checked(read(trimmed), trimmed, graph, codec);
  }

  private static boolean isJson(String text) {
    boolean begins = !text.isEmpty() && "{[\"-0123456789".indexOf(text.charAt(0)) >= 0;
    return (begins || text.equals("true") || text.equals("false") || text.equals("null"))
        && !isFile(text);
  }

  private static byte[] checked(byte[] json, String where, ProcessGraph graph, Codec codec) {
    try {
      codec.decode(json, graph.inputType());
      return json;
    } catch (PortFailure.Invalid e) {
      throw UserError.usage(where + ": " + e.getMessage());
    }
  }

  private static boolean isFile(String text) {
    try {
      return Files.isRegularFile(Path.of(text));
    } catch (java.nio.file.InvalidPathException e) {
      return false;
    }
  }

  private static byte[] read(String name) {
    if (!isFile(name)) {
      throw UserError.usage(
          "--input should be JSON or a file that holds it, found neither in '" + name + "'");
    }
    try {
      return Files.readAllBytes(Path.of(name));
    } catch (IOException e) {
      throw UserError.usage("--input file " + name + " cannot be read: " + e.getMessage());
    }
  }
}
