package dev.pawl.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pawl.run.RunEvent;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.EventStore.EventRecord;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Acceptance;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes come, parsers of events, messages and JSON give a value that is written and read
 * alike, or say that there is none. In a build these are the samples and what was found before;
 * {@code scripts/fuzz} looks for more.
 */
class WireFuzzTest {
  enum Kind {
    ROUND,
    SQUARE
  }

  record Leaf(String name, double value, List<Integer> numbers, Optional<Kind> kind) {}

  record Tree(
      Leaf leaf,
      List<Leaf> leaves,
      Map<String, Leaf> byName,
      boolean yes,
      long number,
      BigDecimal exact,
      Instant time,
      Duration span,
      BlobRef blob) {}

  private static final String JSON =
      """
      {"leaf":{"name":"a\\u00e4","value":-1.5e3,"numbers":[1,2,30],"kind":"ROUND"},"leaves":[],
      "byName":{"b":{"name":"","value":"NaN","numbers":[]}},"yes":true,"number":9007199254740993,
      "exact":1.10,"time":"2026-01-01T00:00:00Z","span":"PT1M","blob":{"key":"r/1","size":3,"checksum":"c"}}
      """;

  private final JsonCodec codec = new JsonCodec();

  static Stream<Arguments> events() {
    return Samples.events().values().stream()
        .map(event -> Arguments.of((Object) Golden.bytes(EventCodec.encode(event))));
  }

  /**
   * Events of a log.
   *
   * @param data the number of the type, then the payload
   */
  @Acceptance("E15")
  @MethodSource("events")
  @FuzzTest
  void anEventIsReadAsItWasWrittenOrIsCorrupt(byte[] data) {
    if (data.length > 0) {
      byte[] payload = Arrays.copyOfRange(data, 1, data.length);
      DamagedBytesTest.event(data[0], payload);
      DamagedBytesTest.failsOnlyWith(
          PortFailure.Corrupt.class,
          () -> {
            RunEvent event = EventCodec.decode(data[0], payload);
            EventRecord written = EventCodec.encode(event);
            assertThat(EventCodec.encode(EventCodec.decode(written.type(), written.payload())))
                .usingRecursiveComparison()
                .isEqualTo(written);
          });
    }
  }

  static Stream<Arguments> messages() {
    return Samples.messages().values().stream()
        .map(message -> Arguments.of((Object) MessageCodec.encode(message)));
  }

  @Acceptance("E15")
  @MethodSource("messages")
  @FuzzTest
  void aMessageIsReadAsItWasWrittenOrIsInvalid(byte[] data) {
    DamagedBytesTest.message(data);
    DamagedBytesTest.failsOnlyWith(
        PortFailure.Invalid.class,
        () -> {
          byte[] written = MessageCodec.encode(MessageCodec.decode(data));
          assertThat(MessageCodec.encode(MessageCodec.decode(written))).isEqualTo(written);
        });
  }

  static Stream<Arguments> json() {
    return Stream.of(JSON, "{}", "null", "[", "1e999")
        .map(text -> Arguments.of((Object) text.getBytes(StandardCharsets.UTF_8)));
  }

  @Acceptance("E15")
  @MethodSource("json")
  @FuzzTest
  void jsonIsReadAsItWasWrittenOrIsInvalid(byte[] data) {
    DamagedBytesTest.boundedly(
        data,
        () ->
            DamagedBytesTest.failsOnlyWith(
                PortFailure.Invalid.class,
                () -> {
                  byte[] written = codec.encode(codec.decode(data, Tree.class), Tree.class);
                  assertThat(codec.encode(codec.decode(written, Tree.class), Tree.class))
                      .isEqualTo(written);
                }));
  }
}
