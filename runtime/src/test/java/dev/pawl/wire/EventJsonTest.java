package dev.pawl.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventJsonTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  @Test
  void everyEventIsOneObjectOnOneLineWithItsPositionTypeAndTime() {
    Samples.events()
        .forEach((name, event) -> {
          String line = EventJson.line(9, event, Samples.STEPS);
          assertThat(line)
              .as(name)
              .doesNotContain("\n")
              .startsWith("{\"position\":9,\"type\":\"" + name.split("-")[0] + "\",\"time\":\"");
          JsonNode json = MAPPER.readTree(line);
          assertThat(json.get("time").stringValue()).isEqualTo("2025-11-24T16:00:00.123Z");
        });
  }

  @Test
  void stepsAreNamedIndexesAreTextAndResultsAreNested() {
    RunEvent event = Samples.events().get("ResultsConfirmed");
    assertThat(EventJson.line(3, event, Samples.STEPS))
        .isEqualTo(
            "{\"position\":3,\"type\":\"ResultsConfirmed\",\"time\":\"2025-11-24T16:00:00.123Z\",\"step\":\"forecast\",\"stepId\":2,"
                + "\"indexes\":\"0-4,7,300\",\"count\":7,\"attempts\":[1,1,2,1,1,300,1],\"nonce\":\"fedcba9876543210\","
                + "\"results\":[{},{\"a\":1},[1,2],\"ä\",null,3.5,true],\"micros\":7000000,\"slowestMicros\":2000000}");
  }

  @Test
  void theStartShowsItsStepsAndItsInput() {
    JsonNode json =
        MAPPER.readTree(EventJson.line(1, Samples.events().get("RunStarted"), List.of()));
    assertThat(json.at("/steps/2/name").stringValue()).isEqualTo("forecast");
    assertThat(json.at("/input/series").intValue()).isEqualTo(10);
  }

  @Test
  void aStepThatIsNotKnownIsNamedByItsNumber() {
    assertThat(EventJson.line(3, new RunEvent.BranchChosen(0, 8, true), Samples.STEPS))
        .contains("\"step\":\"8\",\"stepId\":8");
  }

  @Test
  void aValueOnSeveralLinesStaysOnOneAndWhatIsNoJsonBecomesText() {
    Payloads values = Payloads.ofText("{\n \"a\":\r\n1}", "{broken", "", "1 2");
    RunEvent event = new RunEvent.Combined(0, 1, IndexSet.range(0, 4), values);
    String line = EventJson.line(3, event, Samples.STEPS);
    assertThat(line).doesNotContain("\n", "\r");
    assertThat(MAPPER.readTree(line).get("values").toString())
        .isEqualTo("[{\"a\":1},\"{broken\",\"\",\"1 2\"]");
  }

  @Test
  void anAccumulatorIsNested() {
    RunEvent event = new RunEvent.Folded(0, 1, 4, "[1]".getBytes(StandardCharsets.UTF_8));
    assertThat(EventJson.line(3, event, Samples.STEPS)).endsWith("\"upTo\":4,\"accumulator\":[1]}");
  }
}
