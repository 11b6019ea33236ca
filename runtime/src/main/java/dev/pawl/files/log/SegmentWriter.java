package dev.pawl.files.log;

import dev.pawl.files.log.FrameCodec.Batch;
import dev.pawl.spi.EventStore.EventRecord;
import dev.pawl.spi.PortFailure;
import java.io.IOException;
import java.util.List;

/** Writes batches to the end of one open segment. Not safe for use by several threads. */
final class SegmentWriter implements AutoCloseable {
  private static final int SMALLEST_GROWTH = 8 << 10;
  private static final int LARGEST_GROWTH = 4 << 20;

  /**
   * Space for so much at once is reserved and not written twice: then the time to write counts, not
   * that a flush into space that was written before is quicker.
   */
  private static final int LARGE_BATCH = 256 << 10;

  private static final int CHUNK = 256 << 10;
  private static final ThreadLocal<byte[]> CHUNKS = ThreadLocal.withInitial(() -> new byte[CHUNK]);

  private final OpenFile file;
  private final FrameCodec codec;
  private long capacity;

  private SegmentWriter(OpenFile file, SegmentHeader header, long capacity) {
    this.file = file;
    this.codec = new FrameCodec(header.salt());
    this.capacity = capacity;
  }

  /**
   * Goes on with a segment.
   *
   * @throws PortFailure.Fenced where the file is another one, of the same name
   */
  static SegmentWriter reopen(FileLayer layer, String stream, SegmentHeader header)
      throws IOException {
    OpenFile file = layer.openForWriting(SegmentName.path(stream, header.number()));
    try {
      if (!header.isIn(file)) {
        throw new PortFailure.Fenced(
            "stream '"
                + stream
                + "' should be the one of log "
                + header.logId()
                + " still, found that it was deleted and begun anew");
      }
      return new SegmentWriter(file, header, file.size());
    } catch (IOException | PortFailure e) {
      file.close();
      throw e;
    }
  }

  /**
   * Writes a new segment under a name that nobody reads; nothing of it counts before {@link
   * #publish}.
   */
  static SegmentWriter draft(FileLayer layer, String stream, SegmentHeader header)
      throws IOException {
    SegmentWriter draft = new SegmentWriter(layer.create(SegmentName.draft(stream)), header, 0);
    try {
      draft.prepare(0, SegmentHeader.BYTES);
      draft.file.write(0, header.encode(), 0, SegmentHeader.BYTES);
      return draft;
    } catch (IOException e) {
      draft.discard(layer, stream);
      throw e;
    }
  }

  /** Closes and removes a draft. */
  void discard(FileLayer layer, String stream) throws IOException {
    close();
    layer.delete(SegmentName.draft(stream));
  }

  /**
   * Gives a draft its name, from where on the segment before it is sealed, and whoever owned that
   * one is fenced.
   *
   * @return the identity of its file
   */
  Object publish(FileLayer layer, String stream, SegmentHeader header) throws IOException {
    String path = SegmentName.path(stream, header.number());
    file.force();
    layer.rename(SegmentName.draft(stream), path);
    layer.syncFolder(stream);
    Object identity = layer.identity(path);
    if (identity == null) {
      throw new IOException(path + " should be there after a rename, found no file");
    }
    return identity;
  }

  /**
   * Makes sure that there is space up to this end. Where that fails, nothing was written but zeros
   * behind the end.
   *
   * @param used where the last batch ends
   */
  void prepare(long used, long end) throws IOException {
    if (end <= capacity) {
      return;
    }
    boolean large = end - capacity >= LARGE_BATCH;
    long growth = Math.clamp(capacity, SMALLEST_GROWTH, LARGEST_GROWTH);
    long wished = large ? end : Math.max(end, capacity + growth);
    try {
      take(used, wished, large);
    } catch (IOException e) {
      if (wished == end) {
        throw e;
      }
      // On a disk that is nearly full there may be space for the batch, and not for more.
      take(used, end, large);
    }
  }

  private void take(long used, long size, boolean large) throws IOException {
    try {
      if (large) {
        file.reserve(size);
      } else {
        file.preallocate(size);
      }
      capacity = size;
    } catch (IOException e) {
      file.truncate(used);
      capacity = used;
      throw e;
    }
  }

  /** Writes a batch at a place, and returns the place after it, when it is durable. */
  Place write(Place place, List<EventRecord> events, FrameOffsets offsets) throws IOException {
    Batch batch = new Batch(place.nextBatch(), place.nextPosition(), events.size());
    byte[] chunk = CHUNKS.get();
    long written = place.offset();
    int used = 0;
    for (int i = 0; i < events.size(); i++) {
      EventRecord event = events.get(i);
      int size = FrameCodec.size(event.payload().length);
      if (used + size > chunk.length) {
        file.write(written, chunk, 0, used);
        written += used;
        used = 0;
        chunk = size > chunk.length ? new byte[size] : chunk;
      }
      offsets.offer(place.nextPosition() + i, written + used);
      used = codec.encode(chunk, used, batch, i, event.type(), event.payload());
    }
    file.write(written, chunk, 0, used);
    file.force();
    return new Place(written + used, place.nextPosition() + events.size(), place.nextBatch() + 1);
  }

  /** Gives back the space after the last batch. */
  void trim(long used) throws IOException {
    if (capacity > used) {
      file.truncate(used);
      capacity = used;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
