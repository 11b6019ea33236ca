package dev.pawl.app;

import dev.pawl.engine.ControlClient.Answer;
import dev.pawl.engine.Home;
import dev.pawl.run.StepInfo;
import dev.pawl.wire.Message.Request;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pawl quarantine restore}. */
@Command(
    name = "restore",
    description =
        "Take one task, or all of a run, out of quarantine, to be tried again with all attempts.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  pawl quarantine restore nightly 'forecast[17]'",
      "  pawl quarantine restore nightly --all"
    })
final class QuarantineRestoreCommand implements Callable<Integer> {
  private static final Pattern TASK = Pattern.compile("(.+)\\[(\\d{1,9})]");

  @Parameters(index = "0", paramLabel = "RUN", description = "a run's id; see pawl ps")
  String run = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "STEP[INDEX]",
      description = "a task, as pawl quarantine list names it")
  @Nullable String task;

  @Option(names = "--all", description = "all tasks of the run, as pawl retry does")
  boolean all;

  @Mixin HomeOption homeOption = new HomeOption();
  @Mixin CodeOption code = new CodeOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (all == (task != null)) {
      throw UserError.usage(
          "either a task such as 'forecast[17]' or --all should be given, found "
              + (all ? "both" : "neither"));
    }
    Home home = homeOption.home();
    Request request = task == null ? new Request.Retry(run) : restore(home, task);
    try (ReadHome runs = ReadHome.of(home)) {
      runs.require(run);
    }
    Answer answer = RunRequest.ask(home, code.definitions(), request);
    PrintWriter out = spec.commandLine().getOut();
    out.println((task == null ? "all tasks" : task) + " of run " + run + " left the quarantine");
    if (answer.owner().isEmpty()) {
      out.println(RunRequest.whoCarriesOn(home, "PROCESS", run));
    }
    out.flush();
    return ExitCode.COMPLETED;
  }

  private Request restore(Home home, String named) {
    Matcher matcher = TASK.matcher(named);
    if (!matcher.matches()) {
      throw UserError.usage("a task should be like 'forecast[17]', found '" + named + "'");
    }
    try (ReadHome runs = ReadHome.of(home)) {
      List<StepInfo> steps = RunView.read(runs, runs.require(run)).started().steps();
      for (int id = 0; id < steps.size(); id++) {
        if (steps.get(id).name().equals(matcher.group(1))) {
          return new Request.Restore(run, id, Integer.parseInt(matcher.group(2)));
        }
      }
      throw UserError.usage(
          "a step of run "
              + run
              + " should be one of "
              + steps.stream().map(StepInfo::name).toList()
              + ", found '"
              + matcher.group(1)
              + "'");
    }
  }
}
