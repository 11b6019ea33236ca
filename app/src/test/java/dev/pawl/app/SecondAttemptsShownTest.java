package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.engine.Engine;
import dev.pawl.engine.EngineSettings;
import dev.pawl.engine.Home;
import dev.pawl.graph.Definitions;
import dev.pawl.graph.HandlerFactory;
import dev.pawl.memory.MemoryEventStore;
import dev.pawl.orchestration.RunHistory;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.run.StepInfo;
import dev.pawl.spi.EventStore.AppendRequest;
import dev.pawl.wire.EventCodec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run in which a task was begun a second time after 20 s, and was done 5 s later. */
final class SecondAttemptsShownTest {
  private static final RunId RUN = new RunId("r");
  private static final Children NO_CHILDREN = new Children(0, 0);

  private final MemoryEventStore store = new MemoryEventStore();

  @BeforeEach
  void log() {
    List<StepInfo> steps =
        List.of(
            new StepInfo("input", "input", List.of(), false, false),
            new StepInfo("work", "task", List.of(0), true, true));
    List<RunEvent> events =
        List.of(
            new RunEvent.RunStarted(1_000, "p", 1, "d", "a", steps, "i", new byte[] {'1'}),
            new RunEvent.TasksScheduled(1_000, 1, IndexSet.of(0)),
            new RunEvent.SecondAttemptIssued(21_000, 1, 0, 2, 20_000),
            new RunEvent.ResultsConfirmed(
                26_000, 1, IndexSet.of(0), List.of(2), 7, Payloads.ofText("1"), 1, 1));
    store.append(
        List.of(
            new AppendRequest(
                RUN.value(),
                store.acquire(RUN.value()),
                0,
                events.stream().map(EventCodec::encode).toList())));
  }

  @Test
  void aRunShowsHowOftenTasksWereBegunASecondTimeWithWhichGainAndWaste() {
    assertThat(RunShown.text(view(), NO_CHILDREN, 30_000))
        .containsPattern("TWICE +WON +WASTED")
        .containsPattern("work .* 1 +1 +25\\.0 s");
    JsonNode work =
        new JsonMapper().readTree(RunShown.json(view(), NO_CHILDREN)).get("steps").get(1);
    assertThat(work.get("secondAttempts").intValue()).isEqualTo(1);
    assertThat(work.get("secondAttemptsWon").intValue()).isEqualTo(1);
    assertThat(work.get("wastedMillis").longValue()).isEqualTo(25_000);
  }

  @Test
  void metricsTellTheSameOfTheRunsThatAServerCarriesOn(@TempDir Path folder) {
    Definitions none = Definitions.of("test");
    try (Engine engine =
        new Engine(
            new Home(folder),
            none,
            HandlerFactory.constructors(),
            EngineSettings.defaults().withWorkers(0))) {
      assertThat(new Metrics(engine, none).text(Map.of(RUN, view().progress())))
          .contains(
              "pawl_second_attempts{run=\"r\",step=\"work\",what=\"issued\"} 1",
              "pawl_second_attempts{run=\"r\",step=\"work\",what=\"won\"} 1",
              "pawl_wasted_seconds{run=\"r\",step=\"work\"} 25.0");
    }
  }

  private RunView view() {
    RunHistory history = RunHistory.read(store, RUN);
    return new RunView(history, history.progress(), Optional.empty());
  }
}
