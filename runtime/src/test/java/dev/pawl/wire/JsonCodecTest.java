package dev.pawl.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.graph.InputFile;
import dev.pawl.run.FailureKind;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.PortFailure;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonCodecTest {
  private final JsonCodec codec = new JsonCodec();

  record Shard(String name, int size) {}

  record Everything(
      String text,
      int number,
      Long boxed,
      double real,
      boolean flag,
      FailureKind kind,
      Instant at,
      LocalDate day,
      Duration span,
      BlobRef blob,
      List<Shard> shards,
      Map<String, Integer> counts,
      Optional<String> maybe,
      Shard shard,
      double[] series) {}

  record Loose(@Nullable String note, Optional<Integer> limit, List<@Nullable String> lines) {}

  record WithMethods(int b, int a) {
    public boolean isLarge() {
      return b > 10;
    }

    public int getSum() {
      return a + b;
    }
  }

  record Files(InputFile file) {}

  record Nested(List<Nested> children) {}

  static final Type SHARDS = new Generic(List.class, Shard.class);

  @Test
  void aRecordOfEverythingComesBackAsItWas() {
    Everything value =
        new Everything(
            "ä\"\n",
            -5,
            1L << 60,
            0.1,
            true,
            FailureKind.LOST,
            Instant.parse("2026-01-02T03:04:05.678Z"),
            LocalDate.of(2026, 1, 2),
            Duration.ofMillis(90_500),
            new BlobRef("a/b", 5, "0123abcd"),
            List.of(new Shard("s", 1)),
            Map.of("x", 1),
            Optional.of("y"),
            new Shard("t", 2),
            new double[] {1, 2.5});
    assertThat(roundTrip(value, Everything.class)).usingRecursiveComparison().isEqualTo(value);
  }

  @Test
  void plainValuesComeBackAsTheyWere() {
    assertThat(roundTrip("text", String.class)).isEqualTo("text");
    assertThat(roundTrip(7L, Long.class)).isEqualTo(7L);
    assertThat(roundTrip(FailureKind.ERROR, FailureKind.class)).isEqualTo(FailureKind.ERROR);
    assertThat(roundTrip(List.of(), SHARDS)).isEqualTo(List.of());
  }

  @Test
  void numbersThatJsonDoesNotKnowComeBackAsTheyWere() {
    for (double number :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0}) {
      assertThat(roundTrip(number, Double.class)).isEqualTo(number);
    }
    assertThat(text(codec.encode(Double.NaN, Double.class))).isEqualTo("\"NaN\"");
    assertThat((double[]) roundTrip(new double[] {Double.NaN, 1}, double[].class))
        .containsExactly(Double.NaN, 1);
  }

  @Test
  void fieldsComeInTheOrderOfComponentsAndKeysSorted() {
    assertThat(text(codec.encode(new WithMethods(12, 3), WithMethods.class)))
        .isEqualTo("{\"b\":12,\"a\":3}");
    Map<String, Integer> counts = new HashMap<>();
    for (String key : List.of("q", "b", "z", "a")) {
      counts.put(key, 1);
    }
    Type map = new Generic(Map.class, String.class, Integer.class);
    assertThat(text(codec.encode(counts, map))).isEqualTo("{\"a\":1,\"b\":1,\"q\":1,\"z\":1}");
  }

  @Test
  void aListIsItsElementsJoinedByCommasInBrackets() {
    List<Shard> shards = List.of(new Shard("a", 1), new Shard("b", 2));
    String joined =
        text(codec.encode(shards.get(0), Shard.class))
            + ","
            + text(codec.encode(shards.get(1), Shard.class));
    assertThat(text(codec.encode(shards, SHARDS))).isEqualTo("[" + joined + "]");
  }

  @Test
  void unknownFieldsAreIgnored() {
    assertThat(decode("{\"name\":\"a\",\"colour\":[{}],\"size\":1}", Shard.class))
        .isEqualTo(new Shard("a", 1));
  }

  @Test
  void aMissingFieldIsInvalidAndNamedWithItsPath() {
    assertInvalid("{\"name\":\"a\"}", Shard.class, "size");
    assertInvalid("{\"size\":1}", Shard.class, "name");
    assertInvalid("[{\"name\":\"a\",\"size\":1},{\"name\":\"b\"}]", SHARDS, "in [1]", "size");
  }

  @Test
  void aNullIsInvalidWhereTheTypeDoesNotAllowIt() {
    assertInvalid("{\"name\":null,\"size\":1}", Shard.class, "name");
    assertInvalid("{\"name\":\"a\",\"size\":null}", Shard.class, "size");
    assertInvalid("[null]", SHARDS, "[0]");
    assertInvalid("null", Shard.class, "found null");
  }

  @Test
  void optionalAndNullableComponentsMayBeAbsentOrNull() {
    Loose empty = new Loose(null, Optional.empty(), List.of());
    assertThat(decode("{\"lines\":[]}", Loose.class)).isEqualTo(empty);
    assertThat(decode("{\"note\":null,\"limit\":null,\"lines\":[]}", Loose.class)).isEqualTo(empty);
    assertThat(roundTrip(empty, Loose.class)).isEqualTo(empty);
    Loose full = new Loose("n", Optional.of(3), Arrays.asList("a", null));
    assertThat(roundTrip(full, Loose.class)).isEqualTo(full);
    assertInvalid("{}", Loose.class, "lines");
  }

  @Test
  void malformedJsonIsInvalidWithLineAndColumn() {
    assertInvalid("{\n  \"name\": \"a\",\n  \"size\": x}", Shard.class, "line 3, column", "Shard");
    assertInvalid("{\"name\":\"a\",\"size\":1", Shard.class, "line 1");
    assertInvalid("{\"name\":\"a\",\"size\":1} x", Shard.class, "line 1");
    assertInvalid("", Shard.class, "Shard");
  }

  @Test
  void valuesOfAnotherTypeAreInvalidRatherThanBent() {
    assertInvalid("{\"name\":\"a\",\"size\":1.9}", Shard.class, "size");
    assertInvalid("{\"name\":\"a\",\"size\":\"1\"}", Shard.class, "size");
    assertInvalid("{\"name\":\"a\",\"size\":3000000000}", Shard.class, "size");
    assertInvalid("{\"name\":7,\"size\":1}", Shard.class, "name");
    assertInvalid("0", FailureKind.class, "FailureKind");
    assertInvalid("\"ERR\"", FailureKind.class, "ERR");
    assertInvalid("{\"name\":\"a\",\"name\":\"b\",\"size\":1}", Shard.class, "name");
  }

  @Test
  void aConstructorThatRefusesIsInvalidWithItsReason() {
    assertInvalid(
        "{\"key\":\"../x\",\"size\":1,\"checksum\":\"0123abcd\"}", BlobRef.class, "blob key");
  }

  @Test
  void aValueOfAnotherTypeIsNotWritten() {
    assertThatThrownBy(() -> codec.encode("text", Shard.class))
        .isInstanceOf(PortFailure.Invalid.class);
  }

  @Test
  void nestingIsBounded() {
    String deep = "{\"children\":[".repeat(300) + "]}".repeat(300);
    assertInvalid(deep, Nested.class, "200");
  }

  @Test
  void anInputFileIsAPathOrAnObject() {
    InputFile pinned = new InputFile("/data/a.csv", 5, "0".repeat(64));
    assertThat(decode("{\"file\":\"a.csv\"}", Files.class))
        .isEqualTo(new Files(InputFile.of("a.csv")));
    assertThat(roundTrip(new Files(pinned), Files.class)).isEqualTo(new Files(pinned));
    assertThat(roundTrip(InputFile.of("a.csv"), InputFile.class)).isEqualTo(InputFile.of("a.csv"));
    assertInvalid("{\"file\":7}", Files.class, "file");
    assertInvalid("{\"file\":{\"path\":\"a\"}}", Files.class, "size");
  }

  private Object roundTrip(Object value, Type type) {
    codec.check(type);
    return codec.decode(codec.encode(value, type), type);
  }

  private Object decode(String json, Type type) {
    return codec.decode(json.getBytes(StandardCharsets.UTF_8), type);
  }

  private void assertInvalid(String json, Type type, String... parts) {
    assertThatThrownBy(() -> decode(json, type))
        .isInstanceOf(PortFailure.Invalid.class)
        .hasMessageContainingAll(parts);
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
