package dev.pawl.app;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.Definitions.Loaded;
import dev.pawl.testkit.specs.ProcessSpecs;
import dev.pawl.testkit.specs.SpecPage;
import dev.pawl.testkit.specs.SpecResult;
import dev.pawl.wire.JsonCodec;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pawl specs}. */
@Command(
    name = "specs",
    description =
        "Play the specs that come with a process, and print them as Markdown with their outcome.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  pawl specs sales-forecast",
      "  pawl specs my-process --jar target/my-process.jar > specs.md",
      "",
      "Ends with 1 where a spec does not hold."
    })
final class SpecsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DEF", description = "a process by name")
  String definition = "";

  @Mixin CodeOption code = new CodeOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Definitions definitions = code.definitions(definition);
    Loaded process = CodeOption.find(definitions, definition);
    ClassLoader loader = process.graph().definition().getClass().getClassLoader();
    List<SpecResult> results =
        ProcessSpecs.of(process.graph().name(), loader).stream()
            .flatMap(specs -> specs.check(new JsonCodec()).stream())
            .toList();
    if (results.isEmpty()) {
      throw UserError.failed(
          "specs of "
              + process.graph().name()
              + " should be named in META-INF/services/"
              + ProcessSpecs.class.getName()
              + " beside the process, found none");
    }
    SpecPage page = new SpecPage(process.graph().name(), results);
    PrintWriter out = spec.commandLine().getOut();
    out.print(page.markdown());
    out.flush();
    return page.holds() ? ExitCode.COMPLETED : ExitCode.FAILED;
  }
}
