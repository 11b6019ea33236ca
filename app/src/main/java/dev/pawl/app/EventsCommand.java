package dev.pawl.app;

import dev.pawl.orchestration.RunHistory;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.run.StepInfo;
import dev.pawl.wire.EventJson;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pawl events}. */
@Command(
    name = "events",
    description = "Print the events of a run, one a line.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  pawl events sales-forecast-20260101-120000-a1b2",
      "  pawl events RUN --json | jq 'select(.type==\"RetryPlanned\")'"
    })
final class EventsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "a run's id; see pawl ps")
  String run = "";

  @Option(
      names = "--json",
      description = "one JSON object a line: position, type, time, and the event's fields")
  boolean json;

  @Option(
      names = "--from",
      paramLabel = "POSITION",
      description = "the first position to print; default 1")
  long from = 1;

  @Mixin HomeOption home = new HomeOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (ReadHome runs = ReadHome.of(home.home())) {
      RunId id = runs.require(run);
      List<StepInfo> steps = new ArrayList<>();
      RunHistory.each(
          runs.store(),
          id,
          1,
          (event, position) -> {
            if (event instanceof RunEvent.RunStarted started) {
              steps.addAll(started.steps());
            }
            if (position >= from) {
              out.println(
                  json
                      ? EventJson.line(position, event, steps)
                      : EventText.line(position, event, steps));
            }
          });
    }
    out.flush();
    return ExitCode.COMPLETED;
  }
}
