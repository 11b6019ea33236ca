package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.EventStore.StoredEvent;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.contract.EventStoreContract;
import dev.pawl.wire.Allocation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes a segment has, a stream is read, taken over and appended to, or refused. In a
 * build these are a few logs and what was found before; {@code scripts/fuzz} looks for more.
 */
class LogFuzzTest {
  /** Windows over files, and space that is taken in advance. */
  private static final long FIXED_BYTES = 8 << 20;

  private static final long BYTES_PER_BYTE = 500;
  private static final String FIRST = SegmentName.path(CrashWorkload.STREAM, 1);
  private static final SegmentHeader HEADER =
      new SegmentHeader(new UUID(1, 2), 1, 1, 1, 1, 0x5A17, 0);

  private static byte[] segment(long seed) {
    SimulatedDisk disk = new SimulatedDisk();
    CrashWorkload workload = new CrashWorkload(seed);
    FileEventStore store = CrashWorkload.open(disk, workload.random());
    workload.acquire(store);
    workload.tryAppend(store);
    workload.tryAppend(store);
    store.close();
    return disk.bytes(FIRST);
  }

  static Stream<Arguments> segments() {
    return Stream.of(new byte[0], HEADER.encode(), segment(3), segment(8))
        .map(bytes -> Arguments.of((Object) bytes));
  }

  /**
   * The first segment of a stream, as it is.
   *
   * @param data with its header
   */
  @Acceptance("E15")
  @MethodSource("segments")
  @FuzzTest
  void aSegmentOfAnyBytesIsAStreamOrIsRefused(byte[] data) {
    check(data);
  }

  static Stream<Arguments> frames() {
    return Stream.of(segment(3), segment(8))
        .map(bytes ->
            Arguments.of((Object) Arrays.copyOfRange(bytes, SegmentHeader.BYTES, bytes.length)));
  }

  /**
   * Frames whose checksums are right, whatever they say: what an older or a broken writer could
   * have left.
   *
   * @param data without the header
   */
  @Acceptance("E15")
  @MethodSource("frames")
  @FuzzTest
  void framesOfAnyContentAreEventsOrAreRefused(byte[] data) {
    byte[] sealed = data.clone();
    int at = 0;
    while (at + FrameCodec.HEADER <= sealed.length) {
      int size = FrameCodec.sizeAt(sealed, at);
      boolean whole = size > 0 && at + size <= sealed.length;
      if (whole) {
        seal(sealed, at, size);
      }
      at += whole ? size : 8;
    }
    byte[] segment = Arrays.copyOf(HEADER.encode(), SegmentHeader.BYTES + sealed.length);
    System.arraycopy(sealed, 0, segment, SegmentHeader.BYTES, sealed.length);
    check(segment);
  }

  private static void seal(byte[] bytes, int at, int size) {
    CRC32C checksum = new CRC32C();
    byte[] prefix = new byte[12];
    ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).putLong(HEADER.salt());
    System.arraycopy(bytes, at, prefix, 8, 4);
    checksum.update(prefix);
    checksum.update(bytes, at + 8, size - 8);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at + 4, (int) checksum.getValue());
  }

  private static void check(byte[] segment) {
    Allocation.requireAtMost(
        FIXED_BYTES + BYTES_PER_BYTE * segment.length,
        () -> {
          try {
            readAndGoOn(segment);
          } catch (PortFailure.Corrupt | PortFailure.Invalid e) {
            assertThat(e).hasMessageContaining(CrashWorkload.STREAM);
          }
        });
  }

  private static void readAndGoOn(byte[] segment) {
    SimulatedDisk disk = new SimulatedDisk();
    disk.setBytes(FIRST, segment);
    CrashWorkload workload = new CrashWorkload(1);
    List<Integer> seen = read(CrashWorkload.open(disk, workload.random()));
    FileEventStore store = CrashWorkload.open(disk, workload.random());
    long epoch = store.acquire(CrashWorkload.STREAM);
    assertThat(read(store)).isEqualTo(seen);
    assertThat(
            store.append(
                List.of(
                    EventStoreContract.request(CrashWorkload.STREAM, epoch, seen.size(), "next"))))
        .containsExactly(new AppendOutcome.Appended(CrashWorkload.STREAM, seen.size() + 1L));
    assertThat(read(CrashWorkload.open(disk, workload.random()))).hasSize(seen.size() + 1);
  }

  /** A number for each event, made of all of it. */
  private static List<Integer> read(FileEventStore store) {
    List<Integer> events = new ArrayList<>();
    for (StoredEvent event : store.read(CrashWorkload.STREAM, 1, Integer.MAX_VALUE)) {
      if (event.position() != events.size() + 1L) {
        throw new AssertionError("event " + event.position() + " after " + events.size());
      }
      events.add(31 * event.type() + Arrays.hashCode(event.payload()));
    }
    return events;
  }
}
