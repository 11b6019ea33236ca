package dev.pawl.app;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pawl show}. */
@Command(
    name = "show",
    description =
        "Show how a run stands: its status and why, and for each step what is done, what failed, and how long it took.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  pawl show nightly",
      "  pawl show nightly --json | jq '.steps[] | {step, wallMillis, workMicros}'"
    })
final class ShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "a run's id; see pawl ps")
  String run = "";

  @Option(names = "--json", description = "print one JSON object")
  boolean json;

  @Mixin HomeOption home = new HomeOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (ReadHome runs = ReadHome.of(home.home())) {
      RunView view = RunView.read(runs, runs.require(run));
      Children children = Children.of(runs, view.run());
      if (json) {
        out.println(RunShown.json(view, children));
      } else {
        out.print(RunShown.text(view, children, System.currentTimeMillis()));
      }
    }
    out.flush();
    return ExitCode.COMPLETED;
  }
}
