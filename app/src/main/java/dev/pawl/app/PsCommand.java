package dev.pawl.app;

import dev.pawl.engine.RunFinder.Found;
import dev.pawl.run.ParentTask;
import dev.pawl.run.RunId;
import dev.pawl.spi.PortFailure;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
  private static final int CHILDREN_SHOWN = 10;

  @Option(
      names = "--json",
      description =
          "one JSON object a line: run, parent, process, version, status, owner, awaits, done, total, quarantined, started, changed")
  boolean json;

  @Option(
      names = "--parent",
      paramLabel = "RUN",
      description = "only the child runs of a run, all of them")
  @Nullable String parent;

  @Mixin HomeOption home = new HomeOption();
  @Spec CommandSpec spec;

  /** A run, and its place among the others: children follow their parents. */
  private record Row(RunId run, Optional<RunId> parent, long started, String json, Cells cells) {}

  private record Cells(String process, String version, String status, String tasks, String age) {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (ReadHome runs = ReadHome.of(home.home())) {
      List<Row> rows = rows(runs);
      if (json) {
        rows.forEach(row -> out.println(row.json()));
      } else if (rows.isEmpty()) {
        out.println("no runs in home " + home.home().path());
      } else {
        TextTable table = new TextTable("RUN", "PROCESS", "VERSION", "STATUS", "TASKS", "AGE");
        print(rows, table);
        out.print(table);
      }
    }
    out.flush();
    return ExitCode.COMPLETED;
  }

  private List<Row> rows(ReadHome runs) {
    Stream<RunId> asked =
        parent == null
            ? runs.all().stream()
            : Children.found(runs, runs.require(parent)).stream().map(Found::run);
    return asked
        .map(run -> row(runs, run))
        .sorted(Comparator.comparingLong(Row::started).reversed())
        .toList();
  }

  /** Children stand below their parents, of many only the latest. */
  private void print(List<Row> rows, TextTable table) {
    Map<RunId, List<Row>> children = new HashMap<>();
    Set<RunId> all = rows.stream().map(Row::run).collect(Collectors.toSet());
    List<Row> roots = new ArrayList<>();
    for (Row row : rows) {
      row.parent()
          .filter(all::contains)
          .ifPresentOrElse(
              above -> children.computeIfAbsent(above, _ -> new ArrayList<>()).add(row),
              () -> roots.add(row));
    }
    roots.forEach(row -> print(row, "", children, table));
  }

  private void print(Row row, String indent, Map<RunId, List<Row>> children, TextTable table) {
    Cells cells = row.cells();
    table.add(
        List.of(
            indent + row.run(),
            cells.process(),
            cells.version(),
            cells.status(),
            cells.tasks(),
            cells.age()));
    List<Row> below = children.getOrDefault(row.run(), List.of());
    below.stream()
        .limit(CHILDREN_SHOWN)
        .forEach(child -> print(child, indent + "  ", children, table));
    if (below.size() > CHILDREN_SHOWN) {
      String more =
          indent
              + "  … and "
              + (below.size() - CHILDREN_SHOWN)
              + " more: pawl ps --parent "
              + row.run();
      table.add(List.of(more, "", "", "", "", ""));
    }
  }

  private static Row row(ReadHome runs, RunId run) {
    ObjectNode line = new JsonMapper().createObjectNode().put("run", run.value());
    try {
      RunView view = RunView.read(runs, run);
      Optional<RunId> above = view.started().parent().map(ParentTask::run);
      line.put("parent", above.map(RunId::value).orElse(null));
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
          run,
          above,
          view.history().firstMillis(),
          line.toString(),
          new Cells(
              view.started().definition(),
              Integer.toString(view.started().version()),
              view.statusText(),
              tasks,
              age));
    } catch (PortFailure.Corrupt e) {
      line.put("status", "damaged").put("detail", e.getMessage());
      Cells damaged = new Cells("", "", "damaged (pawl verify " + run + ")", "", "");
      return new Row(run, Optional.empty(), 0, line.toString(), damaged);
    }
  }
}
