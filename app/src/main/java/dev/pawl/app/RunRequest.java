package dev.pawl.app;

import dev.pawl.engine.ControlClient;
import dev.pawl.engine.ControlClient.Answer;
import dev.pawl.engine.Home;
import dev.pawl.graph.Definitions;
import dev.pawl.wire.Message.Request;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that asks one thing of one run. */
abstract class RunRequest implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "a run's id; see pawl ps")
  String run = "";

  @Mixin HomeOption homeOption = new HomeOption();
  @Mixin CodeOption code = new CodeOption();
  @Spec CommandSpec spec;

  private final Function<String, Request> request;
  private final String done;
  private final boolean goesOn;

  /**
   * What is asked.
   *
   * @param done what the run is then, such as "paused"
   * @param goesOn whether somebody has to carry the run on then
   */
  RunRequest(Function<String, Request> request, String done, boolean goesOn) {
    this.request = request;
    this.done = done;
    this.goesOn = goesOn;
  }

  @Override
  public Integer call() throws InterruptedException {
    Home home = homeOption.home();
    try (ReadHome runs = ReadHome.of(home)) {
      runs.require(run);
    }
    Answer answer = ask(home, code.definitions(), request.apply(run));
    PrintWriter out = spec.commandLine().getOut();
    out.println("run " + run + " is " + done);
    if (goesOn && answer.owner().isEmpty()) {
      out.println(whoCarriesOn(home, "PROCESS", run));
    }
    out.flush();
    return ExitCode.COMPLETED;
  }

  /** Puts a request; a refusal is an error of the command. */
  static Answer ask(Home home, Definitions definitions, Request request)
      throws InterruptedException {
    Answer answer = new ControlClient(home, definitions).ask(request);
    if (!answer.reply().accepted()) {
      throw UserError.failed(
          "run " + request.run() + " did not change: " + answer.reply().detail());
    }
    return answer;
  }

  /** What to tell who has changed a run that no process carries on. */
  static String whoCarriesOn(Home home, String process, String run) {
    return "no process holds home "
        + home.path()
        + " now; to carry on: pawl run "
        + process
        + " --id "
        + run
        + ", or pawl server";
  }
}
