package dev.pawl.app;

import dev.pawl.app.drawing.Drawing;
import dev.pawl.app.drawing.MermaidDrawing;
import dev.pawl.app.drawing.SvgDrawing;
import dev.pawl.graph.Definitions;
import dev.pawl.graph.Definitions.Loaded;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pawl graph}. */
@Command(
    name = "graph",
    description =
        "Draw the graph of a process, or of a run with the state of its steps: as Mermaid text, or as SVG.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  pawl graph sales-forecast --svg --out graph.svg",
      "  pawl graph nightly --svg > now.svg",
      "  pawl graph Forecast.java"
    })
final class GraphCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DEF|RUN",
      description = "a process by name, a .java file that holds one, or a run's id")
  String subject = "";

  @Option(names = "--svg", description = "as SVG, which needs nothing else to be shown")
  boolean svg;

  @Option(names = "--mermaid", description = "as Mermaid text; the default")
  boolean mermaid;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "write to a file; SVG where its name ends in .svg")
  @Nullable Path file;

  @Mixin HomeOption home = new HomeOption();
  @Mixin CodeOption code = new CodeOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    if (svg && mermaid) {
      throw UserError.usage("either --svg or --mermaid should be given, found both");
    }
    boolean asSvg = svg || !mermaid && file != null && file.toString().endsWith(".svg");
    Drawing drawing = drawing();
    String text = asSvg ? SvgDrawing.of(drawing) : MermaidDrawing.of(drawing);
    if (file == null) {
      PrintWriter out = spec.commandLine().getOut();
      out.print(text);
      out.flush();
    } else {
      write(file, text);
    }
    return ExitCode.COMPLETED;
  }

  private Drawing drawing() {
    Definitions definitions = code.definitions(subject);
    if (subject.endsWith(".java") || definitions.newest(subject).isPresent()) {
      return Drawings.of(CodeOption.find(definitions, subject).graph());
    }
    try (ReadHome runs = ReadHome.of(home.home())) {
      if (!runs.has(subject)) {
        throw UserError.usage(
            "a process ("
                + CodeOption.names(definitions)
                + "), a .java file or a run of home "
                + home.home().path()
                + " is needed, found none named '"
                + subject
                + "'");
      }
      RunView view = RunView.read(runs, runs.require(subject));
      return Drawings.of(
          view,
          definitions
              .find(view.started().definition(), view.started().version())
              .map(Loaded::graph)
              .filter(graph -> graph.digest().equals(view.started().digest())));
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw UserError.failed(
          "--out " + file + " should be a file that can be written, found: " + e);
    }
  }
}
