package dev.pawl.app;

import dev.pawl.run.RunId;
import dev.pawl.spi.PortFailure;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code pawl ps}. */
@Command(
    name = "ps",
    description =
        "List the runs of a home, the latest first. Reads only, beside whoever owns the home.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  pawl ps", "  pawl ps --json | jq -r 'select(.status==\"stalled\").run'"})
final class PsCommand implements Callable<Integer> {
  @Option(
      names = "--json",
      description =
          "one JSON object a line: run, process, version, status, owner, awaits, done, total, quarantined, started, changed")
  boolean json;

  @Mixin HomeOption home = new HomeOption();
  @Spec CommandSpec spec;

  private record Row(long started, String json, List<String> cells) {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (ReadHome runs = ReadHome.of(home.home())) {
      List<Row> rows = new ArrayList<>(runs.all().stream().map(run -> row(runs, run)).toList());
      rows.sort(Comparator.comparingLong(Row::started).reversed());
      if (json) {
        rows.forEach(row -> out.println(row.json()));
      } else if (rows.isEmpty()) {
        out.println("no runs in home " + home.home().path());
      } else {
        TextTable table = new TextTable("RUN", "PROCESS", "VERSION", "STATUS", "TASKS", "AGE");
        rows.forEach(row -> table.add(row.cells()));
        out.print(table);
      }
    }
    out.flush();
    return ExitCode.COMPLETED;
  }

  private static Row row(ReadHome runs, RunId run) {
    ObjectNode line = new JsonMapper().createObjectNode().put("run", run.value());
    try {
      RunView view = RunView.read(runs, run);
      line.put("process", view.started().definition()).put("version", view.started().version());
      line.put("status", view.word()).put("owner", view.holder().orElse(null));
      view.awaited().forEach(line.putArray("awaits")::add);
      line.put("done", view.tasksDone())
          .put("total", view.tasksTotal())
          .put("quarantined", view.quarantined());
      line.put("started", Instant.ofEpochMilli(view.history().firstMillis()).toString());
      line.put("changed", Instant.ofEpochMilli(view.history().lastMillis()).toString());
      String tasks =
          view.tasksDone()
              + "/"
              + view.tasksTotal()
              + (view.quarantined() > 0 ? ", " + view.quarantined() + " in quarantine" : "");
      String age =
          Spans.ofMillis(Math.max(0, System.currentTimeMillis() - view.history().firstMillis()));
      return new Row(
          view.history().firstMillis(),
          line.toString(),
          List.of(
              run.value(),
              view.started().definition(),
              Integer.toString(view.started().version()),
              view.statusText(),
              tasks,
              age));
    } catch (PortFailure.Corrupt e) {
      line.put("status", "damaged").put("detail", e.getMessage());
      return new Row(
          0,
          line.toString(),
          List.of(run.value(), "", "", "damaged (pawl verify " + run + ")", "", ""));
    }
  }
}
