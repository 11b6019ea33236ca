package dev.pawl.files.log;

import dev.pawl.files.log.FrameCodec.Batch;
import java.io.IOException;

/**
 * Finds the whole batches of a segment, by their checksums and their order. A hot path: a million
 * events are scanned before a run of that size resumes. Not safe for use by several threads.
 */
final class BatchScanner {
  private static final int CHUNK = 256 << 10;

  private final Window window;
  private final FrameCodec codec;
  private long badOffset;
  private long badPosition;

  BatchScanner(OpenFile file, SegmentHeader header) throws IOException {
    this.window = new Window(file, CHUNK);
    this.codec = new FrameCodec(header.salt());
  }

  /** Where the first frame lies that ended the last scan. */
  long badOffset() {
    return badOffset;
  }

  /** The position that the event of this frame should have. */
  long badPosition() {
    return badPosition;
  }

  /** Reads what follows from the file again. */
  void forget() {
    window.forget();
  }

  /**
   * Goes over all whole batches from a place on, up to a limit in bytes, and returns the place
   * after the last of them.
   */
  Place scan(Place from, long limit, FrameOffsets offsets) throws IOException {
    Place place = from;
    while (true) {
      int noted = offsets.size();
      Place after = next(place, limit, offsets);
      if (after.equals(place)) {
        offsets.keep(noted);
        return place;
      }
      place = after;
    }
  }

  /**
   * The place after the batch that begins here, or the same place where no whole batch begins here.
   */
  Place next(Place place, long limit, FrameOffsets offsets) throws IOException {
    long offset = place.offset();
    int size = 1;
    for (int index = 0; index < size; index++) {
      badOffset = offset;
      badPosition = place.nextPosition() + index;
      int bytes = frameAt(offset, limit);
      if (bytes == 0) {
        return place;
      }
      int at = window.index(offset);
      Batch batch = FrameCodec.batch(window.bytes(), at);
      if (index == 0) {
        size = batch.size();
      }
      if (!batch.equals(new Batch(place.nextBatch(), place.nextPosition(), size))
          || FrameCodec.index(window.bytes(), at) != index
          || size < 1) {
        return place;
      }
      offsets.offer(badPosition, offset);
      offset += bytes;
    }
    return new Place(offset, place.nextPosition() + size, place.nextBatch() + 1);
  }

  /** The size of the valid frame at this offset, 0 where there is none. */
  private int frameAt(long offset, long limit) throws IOException {
    if (offset + FrameCodec.HEADER > limit || !window.has(offset, FrameCodec.HEADER)) {
      return 0;
    }
    int bytes = FrameCodec.sizeAt(window.bytes(), window.index(offset));
    if (bytes == 0 || offset + bytes > limit || !window.has(offset, bytes)) {
      return 0;
    }
    return codec.isValid(window.bytes(), window.index(offset)) ? bytes : 0;
  }

  /**
   * True where a valid frame of a later batch follows the end of the last scan. One batch is
   * written after the other has been flushed, so that such a frame proves: what the scan could not
   * read had been there.
   */
  boolean isFollowedByLaterBatch(long batch, long limit) throws IOException {
    for (long offset = badOffset;
        window.has(offset, FrameCodec.HEADER) && offset + FrameCodec.HEADER <= limit;
        offset += 8) {
      int at = window.index(offset);
      if (FrameCodec.sizeAt(window.bytes(), at) > 0
          && FrameCodec.number(window.bytes(), at) > batch
          && FrameCodec.index(window.bytes(), at) >= 0
          && FrameCodec.index(window.bytes(), at) < FrameCodec.batch(window.bytes(), at).size()
          && frameAt(offset, limit) > 0) {
        return true;
      }
    }
    return false;
  }
}
