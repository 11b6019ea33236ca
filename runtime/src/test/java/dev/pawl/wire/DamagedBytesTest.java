package dev.pawl.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.spi.EventStore.EventRecord;
import dev.pawl.spi.PortFailure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Bytes that nobody wrote end in a failure that says so, and take no more memory than they are
 * worth. {@link WireFuzzTest} looks for such bytes with more cunning.
 */
class DamagedBytesTest {
  private static final long FIXED_BYTES = 200_000;
  private static final long BYTES_PER_BYTE = 500;

  record Leaf(String name, double value, List<Integer> numbers) {}

  @Test
  void cutEventsAreCorruptOrEvents() {
    Samples.events()
        .values()
        .forEach(event -> {
          EventRecord record = EventCodec.encode(event);
          cuts(record.payload(), bytes -> event(record.type(), bytes));
        });
  }

  @Test
  void cutMessagesAreInvalidOrMessages() {
    Samples.messages()
        .values()
        .forEach(message -> cuts(MessageCodec.encode(message), DamagedBytesTest::message));
  }

  @Test
  void damagedEventsAreCorruptOrEvents() {
    Samples.events()
        .values()
        .forEach(event -> {
          EventRecord record = EventCodec.encode(event);
          flips(record.payload(), 1_000, bytes -> event(record.type(), bytes));
        });
  }

  @Test
  void damagedMessagesAreInvalidOrMessages() {
    Samples.messages()
        .values()
        .forEach(message -> flips(MessageCodec.encode(message), 1_000, DamagedBytesTest::message));
  }

  @Test
  void randomBytesAreCorruptOrInvalid() {
    for (long seed = 0; seed < 20_000; seed++) {
      byte[] bytes = new RandomWire(seed).bytes();
      event((int) (seed % 25), bytes);
      message(bytes);
    }
  }

  @Test
  void damagedJsonIsInvalidOrAValue() {
    JsonCodec codec = new JsonCodec();
    byte[] json =
        "{\"name\":\"a\\u00e4b\",\"value\":-1.5e3,\"numbers\":[1,2,30]}"
            .getBytes(StandardCharsets.UTF_8);
    Consumer<byte[]> decode =
        bytes -> failsOnlyWith(PortFailure.Invalid.class, () -> codec.decode(bytes, Leaf.class));
    cuts(json, decode);
    flips(json, 5_000, decode);
  }

  private static void cuts(byte[] whole, Consumer<byte[]> decode) {
    for (int length = 0; length < whole.length; length++) {
      decode.accept(Arrays.copyOf(whole, length));
    }
  }

  private static void flips(byte[] whole, int rounds, Consumer<byte[]> decode) {
    for (int seed = 0; seed < rounds && whole.length > 0; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] damaged = whole.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      decode.accept(damaged);
    }
  }

  static void event(int type, byte[] bytes) {
    boundedly(
        bytes,
        () -> failsOnlyWith(PortFailure.Corrupt.class, () -> EventCodec.decode(type, bytes)));
  }

  static void message(byte[] bytes) {
    boundedly(
        bytes, () -> failsOnlyWith(PortFailure.Invalid.class, () -> MessageCodec.decode(bytes)));
  }

  static void failsOnlyWith(Class<? extends PortFailure> kind, Runnable decode) {
    try {
      decode.run();
    } catch (PortFailure e) {
      assertThat(e).isInstanceOf(kind);
    }
  }

  static void boundedly(byte[] bytes, Runnable decode) {
    Allocation.requireAtMost(FIXED_BYTES + BYTES_PER_BYTE * bytes.length, decode);
  }
}
