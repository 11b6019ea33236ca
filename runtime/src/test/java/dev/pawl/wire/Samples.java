package dev.pawl.wire;

import dev.pawl.graph.Step.Branch;
import dev.pawl.run.FailureKind;
import dev.pawl.run.IndexSet;
import dev.pawl.run.IntLists;
import dev.pawl.run.ParentTask;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.run.StepInfo;
import dev.pawl.wire.Message.Entry;
import dev.pawl.wire.Message.InputForm;
import dev.pawl.wire.Message.Request;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One event or message of each kind, and some of each shape. Names are those of the golden files;
 * neither is ever changed.
 */
final class Samples {
  static final long TIME = 1_764_000_000_123L;
  static final long NONCE = 0xfedcba9876543210L;
  static final List<StepInfo> STEPS =
      List.of(
          new StepInfo("request", "request", List.of(), false, false),
          new StepInfo("shards", "fan-out", List.of(0), true, false),
          new StepInfo("forecast", "task", List.of(1), true, true));
  private static final IndexSet SOME = IndexSet.of(0, 1, 2, 3, 4, 7, 300);
  private static final Payloads VALUES =
      Payloads.ofText("{}", "{\"a\":1}", "[1,2]", "\"ä\"", "null", "3.5", "true");

  private Samples() {}

  static Map<String, RunEvent> events() {
    Map<String, RunEvent> all = new LinkedHashMap<>();
    all.put(
        "RunStarted",
        new RunEvent.RunStarted(
            TIME, "sales-forecast", 3, "d1", "pawl-0.1", STEPS, "i1", bytes("{\"series\":10}")));
    all.put(
        "RunStarted-branch",
        new RunEvent.RunStarted(
            TIME,
            "approval",
            1,
            "d1",
            "pawl-0.1",
            List.of(
                new StepInfo("input", "input", List.of(), false, false),
                new StepInfo("large", "when", List.of(0), false, false),
                new StepInfo(
                    "approve", "await", List.of(), false, false, Optional.of(new Branch(1, true)))),
            "i1",
            bytes("{}")));
    all.put(
        "RunStarted-child",
        new RunEvent.RunStarted(
            TIME,
            "region",
            1,
            "d1",
            "pawl-0.1",
            List.of(new StepInfo("input", "input", List.of(), false, false)),
            "i1",
            bytes("{}"),
            Optional.of(new ParentTask(new RunId("nightly"), 3, 4, 17, 2))));
    all.put("TasksScheduled", new RunEvent.TasksScheduled(TIME, 2, IndexSet.range(0, 1_000_000)));
    all.put("TasksScheduled-none", new RunEvent.TasksScheduled(TIME, 2, IndexSet.empty()));
    all.put("TasksDispatched", new RunEvent.TasksDispatched(TIME, 2, SOME, "cpu"));
    all.put("TasksReturned", new RunEvent.TasksReturned(TIME, 2, SOME, true));
    all.put(
        "ResultsConfirmed",
        new RunEvent.ResultsConfirmed(
            TIME, 2, SOME, List.of(1, 1, 2, 1, 1, 300, 1), NONCE, VALUES, 7_000_000, 2_000_000));
    all.put(
        "ResultsConfirmed-equal",
        new RunEvent.ResultsConfirmed(
            TIME, 2, IndexSet.range(5, 8), List.of(), 1, Payloads.ofText("{}", "{}", "{}"), 9, 4));
    all.put(
        "RetryPlanned",
        new RunEvent.RetryPlanned(
            TIME, 2, 7, 1, NONCE, FailureKind.ERROR, "no rows", TIME + 1_000));
    all.put(
        "TaskReissued",
        new RunEvent.TaskReissued(TIME, 2, 7, 2, FailureKind.TIMEOUT, "ran for 10 s"));
    all.put("SecondAttemptIssued", new RunEvent.SecondAttemptIssued(TIME, 2, 7, 2, 12_345));
    all.put(
        "AttemptDropped",
        new RunEvent.AttemptDropped(TIME, 2, 7, 1, NONCE, FailureKind.ERROR, "no rows"));
    all.put("RetriesIssued", new RunEvent.RetriesIssued(TIME, 2, IndexSet.of(7)));
    all.put(
        "TaskQuarantined",
        new RunEvent.TaskQuarantined(TIME, 2, 7, 4, NONCE, FailureKind.PERMANENT, "bad input"));
    all.put(
        "TaskQuarantined-lost",
        new RunEvent.TaskQuarantined(TIME, 2, 7, 4, 0, FailureKind.LOST, ""));
    all.put("QuarantineLifted", new RunEvent.QuarantineLifted(TIME, 2, SOME));
    all.put("FannedOut", new RunEvent.FannedOut(TIME, 1, 10, VALUES, 3, 2));
    all.put("FannedOut-none", new RunEvent.FannedOut(TIME, 1, 0, Payloads.empty(), 0, 0));
    all.put(
        "Planned",
        new RunEvent.Planned(
            TIME,
            2,
            1,
            6,
            Payloads.ofText("\"b\"", "\"cc\"", "\"ä\""),
            Payloads.ofText("{}", "{\"a\":1}", "3.5"),
            IntLists.of(List.of(new int[] {0, 5}, new int[0], new int[] {0, 1, 2}))));
    all.put(
        "Planned-none",
        new RunEvent.Planned(
            TIME, 2, 0, 0, Payloads.empty(), Payloads.empty(), IntLists.of(List.of())));
    all.put("Combined", new RunEvent.Combined(TIME, 1, SOME, VALUES));
    all.put("Folded", new RunEvent.Folded(TIME, 1, 12, bytes("{\"sum\":78}")));
    all.put("BranchChosen", new RunEvent.BranchChosen(TIME, 1, true));
    all.put("SignalReceived", new RunEvent.SignalReceived(TIME, 2, bytes("{\"by\":\"Ada\"}")));
    all.put(
        "RoundBegan",
        new RunEvent.RoundBegan(TIME, 2, IndexSet.range(1, 2), 300, bytes("{\"error\":0.5}")));
    all.put("RoundsEnded", new RunEvent.RoundsEnded(TIME, 2, 300));
    all.put("RoundsEnded-first", new RunEvent.RoundsEnded(TIME, 2, 0));
    all.put("StepCompleted", new RunEvent.StepCompleted(TIME, 2, IndexSet.of(7)));
    all.put("RunPaused", new RunEvent.RunPaused(TIME));
    all.put("RunParked", new RunEvent.RunParked(TIME, 1, "the function threw: / by zero"));
    all.put("RunResumed", new RunEvent.RunResumed(TIME));
    all.put("RunStalled", new RunEvent.RunStalled(TIME, 2));
    all.put("RunCompleted", new RunEvent.RunCompleted(TIME, bytes("{\"report\":\"r\"}")));
    all.put("RunFailed", new RunEvent.RunFailed(TIME, 2, 7, "bad input"));
    all.put("RunCancelled", new RunEvent.RunCancelled(TIME));
    return all;
  }

  static Map<String, Message> messages() {
    Map<String, Message> all = new LinkedHashMap<>();
    all.put(
        "TaskBatch",
        new Message.TaskBatch(
            "r1",
            "sales-forecast",
            3,
            "d1",
            2,
            0,
            InputForm.VALUE,
            SOME,
            List.of(1, 1, 2, 1, 1, 3, 1),
            VALUES));
    all.put(
        "TaskBatch-gathered",
        new Message.TaskBatch(
            "r1",
            "sales-forecast",
            3,
            "d1",
            2,
            0,
            InputForm.GATHERED,
            IndexSet.of(0),
            List.of(),
            Payloads.ofText("{}")));
    all.put(
        "Report",
        new Message.Report(
            "w1",
            List.of(
                new Entry.Running("r1", 2, 0, 7, 2, NONCE, 1_500, 0.25),
                new Entry.Completed(
                    "r1", 2, 0, SOME, List.of(), NONCE, VALUES, 7_000_000, 2_000_000),
                new Entry.Failed("r1", 2, 0, 8, 1, NONCE, FailureKind.ERROR, "no rows"),
                new Entry.Returned("r1", 2, 0, IndexSet.range(9, 12), List.of(1, 2, 1), true))));
    all.put(
        "TaskBatch-round",
        new Message.TaskBatch(
            "r1",
            "sales-forecast",
            3,
            "d1",
            2,
            300,
            InputForm.VALUE,
            IndexSet.of(0),
            List.of(),
            Payloads.ofText("{}")));
    all.put(
        "Report-round",
        new Message.Report(
            "w1",
            List.of(
                new Entry.Running("r1", 2, 300, 7, 2, NONCE, 1_500, 0.25),
                new Entry.Completed(
                    "r1", 2, 300, IndexSet.of(0), List.of(), NONCE, Payloads.ofText("{}"), 7, 7),
                new Entry.Failed("r1", 2, 300, 8, 1, NONCE, FailureKind.ERROR, "no rows"),
                new Entry.Returned("r1", 2, 300, IndexSet.of(9), List.of(), false))));
    all.put("Stop-round", new Message.Stop("r1", 2, 300, SOME, "its round is over"));
    all.put("Stop", new Message.Stop("r1", 2, 0, SOME, "paused"));
    all.put("Stop-all", new Message.Stop("r1", -1, 0, IndexSet.empty(), "cancelled"));
    all.put(
        "Control-start",
        new Message.Control("q1", new Request.Start("r1", "sales-forecast", 3, "i1", bytes("{}"))));
    all.put("Control-pause", new Message.Control("q1", new Request.Pause("r1")));
    all.put("Control-resume", new Message.Control("q1", new Request.Resume("r1")));
    all.put("Control-cancel", new Message.Control("q1", new Request.Cancel("r1")));
    all.put("Control-retry", new Message.Control("q1", new Request.Retry("r1")));
    all.put("Control-restore", new Message.Control("q1", new Request.Restore("r1", 2, 7)));
    all.put(
        "Control-signal",
        new Message.Control("q1", new Request.Signal("r1", "approve", bytes("{\"by\":\"Ada\"}"))));
    all.put("Reply", new Message.Reply(false, "run r1 is not known"));
    return all;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
