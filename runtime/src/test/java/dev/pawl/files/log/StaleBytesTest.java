package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.EventStore.StoredEvent;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Guarantee;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whole frames of another segment that lie where this one goes on, as a file system leaves them
 * that gives the blocks of a deleted file out again. Their positions and batches fit; the salt
 * alone tells that they are none of this segment's.
 */
class StaleBytesTest {
  private static final int KEPT = 3;
  private static final int LOST = 3;

  private final CrashWorkload workload = new CrashWorkload(11);
  private final List<byte[]> stale = new ArrayList<>();
  private SimulatedDisk disk = new SimulatedDisk();
  private String segment = "";
  private SegmentHeader header = new SegmentHeader(new UUID(0, 0), 1, 1, 1, 1, 0, 0);

  /**
   * A first owner writes batches of which the last ones are lost; a second goes on before them in a
   * segment of its own.
   */
  @BeforeEach
  void writeTwoSegments() throws IOException {
    CrashWorkload lost = new CrashWorkload(11);
    SimulatedDisk first = new SimulatedDisk();
    FileEventStore owner = CrashWorkload.open(first, lost.random());
    lost.acquire(owner);
    appendTo(lost, owner, KEPT);
    byte[] kept = bytesOf(first);
    appendTo(lost, owner, LOST);
    owner.close();
    stale.addAll(batchesBehind(first, end(first).nextBatch() - LOST));

    owner = CrashWorkload.open(disk, workload.random());
    workload.acquire(owner);
    appendTo(workload, owner, KEPT);
    assertThat(bytesOf(disk)).isEqualTo(kept);
    FileEventStore second = CrashWorkload.open(disk, workload.random());
    workload.acquire(second);
    second.close();
    List<String> segments = new LogFiles(disk).segments(CrashWorkload.STREAM);
    assertThat(segments).hasSize(2);
    segment = segments.getLast();
    header = SegmentHeader.decode(disk.bytes(segment), SegmentHeader.BYTES, segment);
  }

  private static byte[] bytesOf(SimulatedDisk disk) {
    return disk.bytes(SegmentName.path(CrashWorkload.STREAM, 1));
  }

  private static void appendTo(CrashWorkload workload, FileEventStore store, int batches) {
    for (int i = 0; i < batches; i++) {
      assertThat(workload.tryAppend(store)).isInstanceOf(AppendOutcome.Appended.class);
    }
  }

  private static Place end(SimulatedDisk disk) throws IOException {
    StreamReader reader = new StreamReader(disk, CrashWorkload.STREAM);
    reader.refresh();
    return reader.index().end();
  }

  /** The bytes of each batch from a number on. */
  private static List<byte[]> batchesBehind(SimulatedDisk disk, long from) throws IOException {
    byte[] bytes = bytesOf(disk);
    SegmentHeader header = SegmentHeader.decode(bytes, SegmentHeader.BYTES, "first");
    BatchScanner scanner =
        new BatchScanner(disk.openForReading(SegmentName.path(CrashWorkload.STREAM, 1)), header);
    List<byte[]> batches = new ArrayList<>();
    Place place = Place.firstOf(header);
    while (place.offset() < bytes.length) {
      Place next = scanner.next(place, bytes.length, new FrameOffsets());
      if (place.nextBatch() >= from) {
        batches.add(Arrays.copyOfRange(bytes, (int) place.offset(), (int) next.offset()));
      }
      place = next;
    }
    return batches;
  }

  @Test
  @Guarantee({"E2", "E8"})
  void theNextBatchOfAnotherSegmentBehindTheEndIsNoEvent() throws IOException {
    disk.setBytes(segment, behindTheEnd(stale.getFirst()));

    requireUnchanged();
  }

  @Test
  @Guarantee({"E2", "E8"})
  void laterBatchesOfAnotherSegmentBehindTheEndAreNoDamage() throws IOException {
    disk.setBytes(segment, behindTheEnd(stale.get(1), stale.get(2)));

    requireUnchanged();
  }

  @Test
  @Guarantee("E8")
  void aFrameOfAnotherSegmentInThePlaceOfOneIsDamage() throws IOException {
    byte[] copied =
        Arrays.copyOfRange(disk.bytes(segment), SegmentHeader.BYTES, (int) end(disk).offset());
    FileEventStore owner = CrashWorkload.open(disk, workload.random());
    workload.acquire(owner);
    appendTo(workload, owner, 1);
    String third = SegmentName.path(CrashWorkload.STREAM, 3);
    byte[] bytes = disk.bytes(third);
    System.arraycopy(copied, 0, bytes, SegmentHeader.BYTES, copied.length);
    disk.setBytes(third, bytes);

    assertThatThrownBy(() -> CrashWorkload.texts(CrashWorkload.open(disk, workload.random())))
        .isInstanceOf(PortFailure.Corrupt.class)
        .hasMessageContaining(SegmentName.file(3));
  }

  /** What the other tests rest on: nothing but the salt is wrong with those bytes. */
  @Test
  void theSameBatchesUnderTheSaltOfTheSegmentAreEvents() throws IOException {
    List<String> before = texts();
    byte[] bytes = disk.bytes(segment);
    disk.setBytes(
        segment, behindTheEnd(salted(stale.get(0)), salted(stale.get(1)), salted(stale.get(2))));

    assertThat(texts())
        .hasSizeGreaterThanOrEqualTo(before.size() + LOST)
        .startsWith(before.toArray(String[]::new));

    disk.setBytes(segment, bytes);
    disk.setBytes(segment, behindTheEnd(stale.get(0), salted(stale.get(1))));
    assertThatThrownBy(this::texts).isInstanceOf(PortFailure.Corrupt.class);
  }

  private List<String> texts() {
    return CrashWorkload.texts(CrashWorkload.open(disk, workload.random()));
  }

  private void requireUnchanged() {
    assertThat(workload.look(disk)).isEqualTo(workload.acknowledged());
    FileEventStore next = CrashWorkload.open(disk, workload.random());
    workload.acquire(next);
    assertThat(CrashWorkload.texts(next)).isEqualTo(workload.acknowledged());
    assertThat(workload.tryAppend(next)).isInstanceOf(AppendOutcome.Appended.class);
    assertThat(workload.look(disk)).isEqualTo(workload.acknowledged());
  }

  private byte[] behindTheEnd(byte[]... parts) throws IOException {
    int at = (int) end(disk).offset();
    int size = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    byte[] bytes = Arrays.copyOf(disk.bytes(segment), at + size);
    for (byte[] part : parts) {
      System.arraycopy(part, 0, bytes, at, part.length);
      at += part.length;
    }
    return bytes;
  }

  /** The frames of a batch as the segment itself would have written them. */
  private byte[] salted(byte[] batch) {
    byte[] salted = new byte[batch.length];
    FrameCodec codec = new FrameCodec(header.salt());
    for (int at = 0; at < batch.length; at += FrameCodec.sizeAt(batch, at)) {
      StoredEvent event =
          new StoredEvent(
              FrameCodec.position(batch, at),
              FrameCodec.type(batch, at),
              FrameCodec.payload(batch, at));
      codec.encode(
          salted,
          at,
          FrameCodec.batch(batch, at),
          FrameCodec.index(batch, at),
          event.type(),
          event.payload());
    }
    return salted;
  }
}
