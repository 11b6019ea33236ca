package dev.pawl.app;

import dev.pawl.app.soak.Soak;
import dev.pawl.app.soak.SoakProgress;
import dev.pawl.app.soak.SoakReport;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What {@code pawl soak} says: one line that moves on a terminal, and the report. */
final class SoakText {
  private static final int QUIET_SECONDS = 15;

  private final PrintWriter err;
  private final boolean json;
  private final boolean terminal;
  private double toldAt = -QUIET_SECONDS;

  private SoakText(PrintWriter err, boolean json, boolean terminal) {
    this.err = err;
    this.json = json;
    this.terminal = terminal;
  }

  /** Whether there is a console at all, depends on the JDK and on what is redirected. */
  @SuppressWarnings("SystemConsoleNull")
  static SoakText on(PrintWriter err, boolean json) {
    boolean terminal =
        System.console() != null
            && System.console().isTerminal()
            && !"dumb".equals(System.getenv("TERM"));
    return new SoakText(err, json, terminal);
  }

  void show(SoakProgress progress) {
    if (!terminal && progress.seconds() - toldAt < QUIET_SECONDS) {
      return;
    }
    toldAt = progress.seconds();
    String line =
        String.format(
            Locale.ROOT,
            "%4.0f s  run %d: %,d of %,d tasks, %,.0f tasks/s, %d kills",
            progress.seconds(),
            progress.run(),
            progress.confirmed(),
            progress.tasks(),
            progress.rate(),
            progress.kills());
    if (terminal) {
      err.print("\r" + line + "\u001b[K");
    } else {
      err.println(line);
    }
    err.flush();
  }

  void print(SoakReport report, Soak.Settings settings, PrintWriter out) {
    if (terminal) {
      err.println();
      err.flush();
    }
    out.println(json ? json(report, settings) : text(report, settings));
    out.flush();
  }

  private static String text(SoakReport report, Soak.Settings settings) {
    String head =
        String.format(
            Locale.ROOT,
            "%-12safter %.0f s, seed %d%n%-12s%d: %d of the owner, %d of workers%n",
            report.sound() ? "sound" : "NOT SOUND",
            report.seconds(),
            settings.seed(),
            "kills",
            report.kills(),
            report.ownerKills(),
            report.workerKills());
    return head + (report.sound() ? found(report) : violated(report));
  }

  private static String violated(SoakReport report) {
    return report.violations().stream()
        .map(violation -> "violated    " + violation)
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String found(SoakReport report) {
    return String.format(
        Locale.ROOT,
        """
        runs        %d, with right results
        tasks       %,d, each confirmed once; %,.0f tasks/s
        executions  %,d: %,d ran again after a kill, %,d of them when they were confirmed already
        log         %,d events, read whole
        blobs       %,d of results, read whole
        queue       empty\
        """,
        report.runs(),
        report.tasks(),
        report.tasksPerSecond(),
        report.executions(),
        report.executions() - report.tasks(),
        report.late(),
        report.events(),
        report.blobs());
  }

  private static String json(SoakReport report, Soak.Settings settings) {
    JsonMapper mapper = new JsonMapper();
    ObjectNode json = mapper.createObjectNode();
    json.put("outcome", report.sound() ? "sound" : "violated")
        .put("seconds", report.seconds())
        .put("seed", settings.seed());
    json.put("runs", report.runs())
        .put("tasks", report.tasks())
        .put("tasksPerSecond", Math.round(report.tasksPerSecond()));
    json.put("executions", report.executions()).put("late", report.late());
    json.put("kills", report.kills())
        .put("ownerKills", report.ownerKills())
        .put("workerKills", report.workerKills());
    json.put("events", report.events()).put("blobs", report.blobs());
    var violations = json.putArray("violations");
    report.violations().forEach(violations::add);
    return mapper.writeValueAsString(json);
  }
}
