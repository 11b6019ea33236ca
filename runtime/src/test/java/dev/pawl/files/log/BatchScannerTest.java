package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.files.log.FrameCodec.Batch;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which bytes of a segment are batches. Position 10 and batch 5 come first in it. */
class BatchScannerTest {
  private static final String FILE = "run-1/segment";
  private static final SegmentHeader HEADER =
      new SegmentHeader(new UUID(1, 2), 3, 10, 5, 1, 0x5A17, 4_096);
  private static final Place BEGIN = Place.firstOf(HEADER);

  private final SimulatedDisk disk = new SimulatedDisk();
  private final FrameCodec codec = new FrameCodec(HEADER.salt());
  private final FrameOffsets offsets = new FrameOffsets();
  private byte[] bytes = HEADER.encode();

  /** Puts a frame behind all others. */
  private void put(Batch batch, int index, int payload) {
    int at = bytes.length;
    bytes = Arrays.copyOf(bytes, at + FrameCodec.size(payload));
    codec.encode(bytes, at, batch, index, 1, new byte[payload]);
  }

  private BatchScanner scanner() throws IOException {
    disk.setBytes(FILE, bytes);
    return new BatchScanner(disk.openForReading(FILE), HEADER);
  }

  @Test
  void aScanEndsBehindTheLastBatchThatLiesBeforeItsLimit() throws IOException {
    put(new Batch(5, 10, 1), 0, 0);
    put(new Batch(6, 11, 2), 0, 5);
    put(new Batch(6, 11, 2), 1, 0);
    put(new Batch(7, 13, 1), 0, 5);

    for (long limit = 4_096; limit <= bytes.length + 50; limit++) {
      Place expected =
          limit < 4_136
              ? BEGIN
              : limit < 4_224
                  ? new Place(4_136, 11, 6)
                  : limit < 4_272 ? new Place(4_224, 13, 7) : new Place(4_272, 14, 8);
      assertThat(scanner().scan(BEGIN, limit, offsets)).as("%s", limit).isEqualTo(expected);
    }
  }

  @Test
  void theFramesOfABatchThatIsNotWholeAreNotNoted() throws IOException {
    put(new Batch(5, 10, 1), 0, 20_000);
    put(new Batch(6, 11, 3), 0, 20_000);
    put(new Batch(6, 11, 3), 1, 20_000);

    Place end = scanner().scan(BEGIN, bytes.length, offsets);
    assertThat(end).isEqualTo(new Place(4_096 + 20_040, 11, 6));
    assertThat(offsets.size()).isEqualTo(1);
  }

  @Test
  void aWholeFrameThatIsNotTheNextOneEndsTheScanInItsPlace() throws IOException {
    requireEnd(new Batch(6, 10, 1), 0);
    requireEnd(new Batch(4, 10, 1), 0);
    requireEnd(new Batch(5, 11, 1), 0);
    requireEnd(new Batch(5, 10, 2), 1);
    requireEnd(new Batch(5, 10, 2), -1);
    requireEnd(new Batch(5, 10, 0), 0);
    requireEnd(new Batch(5, 10, -1), 0);
  }

  private void requireEnd(Batch batch, int index) throws IOException {
    bytes = HEADER.encode();
    put(batch, index, 8);
    BatchScanner scanner = scanner();

    assertThat(scanner.scan(BEGIN, bytes.length, offsets)).as("%s", batch).isEqualTo(BEGIN);
    assertThat(scanner.badOffset()).isEqualTo(4_096);
    assertThat(scanner.badPosition()).isEqualTo(10);
  }

  @Test
  void theSecondFrameOfABatchHasToAgreeWithTheFirst() throws IOException {
    for (Batch other : new Batch[] {new Batch(5, 10, 3), new Batch(6, 10, 2), new Batch(5, 9, 2)}) {
      bytes = HEADER.encode();
      put(new Batch(5, 10, 2), 0, 8);
      put(other, 1, 8);
      BatchScanner scanner = scanner();

      assertThat(scanner.scan(BEGIN, bytes.length, offsets)).as("%s", other).isEqualTo(BEGIN);
      assertThat(scanner.badOffset()).isEqualTo(4_144);
      assertThat(scanner.badPosition()).isEqualTo(11);
    }
  }

  @Test
  void aFrameOfALaterBatchAnywhereBehindTheEndProvesThatThereWasMore() throws IOException {
    assertThat(isFollowed(new Batch(6, 11, 1), 0)).isTrue();
    assertThat(isFollowed(new Batch(9, 20, 3), 2)).isTrue();
  }

  @Test
  void aFrameOfTheSameBatchOrOneThatIsInNoBatchProvesNothing() throws IOException {
    assertThat(isFollowed(new Batch(5, 10, 2), 1)).isFalse();
    assertThat(isFollowed(new Batch(6, 11, 1), 1)).isFalse();
    assertThat(isFollowed(new Batch(6, 11, 1), -1)).isFalse();
    assertThat(isFollowed(new Batch(6, 11, 0), 0)).isFalse();
  }

  /** A frame of this batch, without a payload, behind one that is not right, at the very end. */
  private boolean isFollowed(Batch batch, int index) throws IOException {
    bytes = Arrays.copyOf(HEADER.encode(), SegmentHeader.BYTES + 56);
    put(batch, index, 0);
    BatchScanner scanner = scanner();
    assertThat(scanner.scan(BEGIN, bytes.length, offsets)).isEqualTo(BEGIN);
    assertThat(scanner.isFollowedByLaterBatch(5, bytes.length - 8L)).isFalse();
    return scanner.isFollowedByLaterBatch(5, bytes.length);
  }
}
