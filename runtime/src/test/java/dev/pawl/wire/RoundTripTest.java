package dev.pawl.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.run.RunEvent;
import dev.pawl.spi.EventStore.EventRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTripTest {

  @ParameterizedTest
  @EnumSource
  void randomEventsComeBackAsTheyWere(EventType type) {
    for (long seed = 0; seed < 200; seed++) {
      RunEvent event = new RandomWire(seed).event(type);
      EventRecord written = EventCodec.encode(event);
      RunEvent read = EventCodec.decode(written.type(), written.payload());
      assertThat(read).as("seed %d", seed).usingRecursiveComparison().isEqualTo(event);
      assertThat(EventCodec.encode(read).payload())
          .as("seed %d", seed)
          .isEqualTo(written.payload());
    }
  }

  @Test
  void randomMessagesComeBackAsTheyWere() {
    for (long seed = 0; seed < 3_000; seed++) {
      Message message = new RandomWire(seed).message();
      byte[] written = MessageCodec.encode(message);
      Message read = MessageCodec.decode(written);
      assertThat(read).as("seed %d", seed).usingRecursiveComparison().isEqualTo(message);
      assertThat(MessageCodec.encode(read)).as("seed %d", seed).isEqualTo(written);
    }
  }
}
