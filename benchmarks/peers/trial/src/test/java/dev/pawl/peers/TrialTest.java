package dev.pawl.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TrialTest {

  /** Says what it was asked for; links of a chain take 1, 2, 3, … microseconds, the last first. */
  private static final class Fake implements Peer {
    private final List<String> asked = new ArrayList<>();
    private int missing;

    @Override
    public void fanOut(int tasks) {
      asked.add("fan out " + tasks);
    }

    @Override
    public long[] chain(int tasks) {
      asked.add("chain " + tasks);
      return LongStream.rangeClosed(1, tasks - missing).map(i -> 1_000 * (tasks + 1 - i)).toArray();
    }

    @Override
    public void close() {}
  }

  private final Fake peer = new Fake();

  @Test
  void a_tenth_goes_before_unmeasured() throws Exception {
    Trial.measure(peer, 500, 100);
    assertThat(peer.asked).containsExactly("fan out 50", "chain 10", "fan out 500", "chain 100");
  }

  @Test
  void median_and_99th_percentile_of_a_chain_are_told() throws Exception {
    assertThat(Trial.measure(peer, 500, 100))
        .startsWith("{\"tasks\":500,")
        .endsWith("\"chain\":100,\"p50Micros\":51.0,\"p99Micros\":100.0}");
  }

  @Test
  void a_peer_that_loses_a_task_is_found() {
    peer.missing = 1;
    assertThatThrownBy(() -> Trial.measure(peer, 500, 100))
        .hasMessage("expected 100 times, found 99");
  }
}
