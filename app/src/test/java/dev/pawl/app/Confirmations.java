package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What the events of a run, as the command prints them, say of scheduled and confirmed tasks. */
final class Confirmations {
  private final Map<String, BitSet> scheduled = new TreeMap<>();
  private final Map<String, BitSet> confirmed = new TreeMap<>();
  private final Set<String> twice = new HashSet<>();

  static Confirmations of(Path home, String run) {
    return of(new Pawl(home), run);
  }

  static Confirmations of(Pawl pawl, String run) {
    Said events = pawl.call("events", run, "--json");
    assertThat(events.code()).as(events.err()).isZero();
    Confirmations found = new Confirmations();
    List<JsonNode> lines = events.jsonLines();
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i).get("position").intValue()).isEqualTo(i + 1);
      found.take(lines.get(i));
    }
    return found;
  }

  private void take(JsonNode event) {
    switch (event.get("type").stringValue()) {
      case "TasksScheduled" -> add(scheduled, event);
      case "ResultsConfirmed" -> add(confirmed, event);
      default -> {}
    }
  }

  private void add(Map<String, BitSet> sets, JsonNode event) {
    String step = event.get("step").stringValue();
    BitSet set = sets.computeIfAbsent(step, _ -> new BitSet());
    for (String range : event.get("indexes").stringValue().split(",")) {
      String[] ends = range.strip().split("-");
      for (int i = Integer.parseInt(ends[0]); i <= Integer.parseInt(ends[ends.length - 1]); i++) {
        if (set.get(i)) {
          twice.add(event.get("type").stringValue() + " " + step + " " + i);
        }
        set.set(i);
      }
    }
  }

  boolean contains(String step, int index) {
    return confirmed.getOrDefault(step, new BitSet()).get(index);
  }

  /** Each task was scheduled and confirmed exactly once. */
  void requireComplete() {
    assertThat(twice).isEmpty();
    assertThat(confirmed).isEqualTo(scheduled);
  }

  /** Nothing was confirmed, or scheduled, twice so far. */
  void requireOnce() {
    assertThat(twice).isEmpty();
  }
}
