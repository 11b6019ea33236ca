package dev.pawl.files.log;

import dev.pawl.spi.EventStore.EventRecord;
import dev.pawl.spi.EventStore.StoredEvent;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes a new owner of a stream: all of it is checked, and a new segment with a higher epoch
 * follows. Its header says where the one before ends, so that whatever a crash or a former owner
 * left or leaves behind that end never counts. All needs the lock of the stream.
 */
final class StreamTakeover {
  private final FileLayer layer;
  private final FileEventStoreSettings settings;
  private final RandomGenerator salts;

  StreamTakeover(FileLayer layer, FileEventStoreSettings settings, RandomGenerator salts) {
    this.layer = layer;
    this.settings = settings;
    this.salts = salts;
  }

  StreamWriter takeOver(String stream) throws IOException {
    StreamDeletion.finish(layer, stream);
    StreamReader reader = new StreamReader(layer, stream);
    reader.refresh();
    StreamIndex index = reader.index();
    if (index.isEmpty()) {
      layer.createFolder(stream);
      SegmentHeader first =
          new SegmentHeader(
              new UUID(salts.nextLong(), salts.nextLong()), 1, 1, 1, 1, salts.nextLong(), 0);
      index.addSegment(first, publish(stream, first, List.of()));
    } else {
      // A killed owner may not have made the names durable that a new segment is to follow.
      layer.syncFolder(stream);
      SegmentHeader last = index.header();
      Place end = index.end();
      Place seal = lastBatch(stream, last, end);
      List<StoredEvent> tail =
          reader.read(seal.nextPosition(), (int) (end.nextPosition() - seal.nextPosition()));
      publish(
          stream,
          new SegmentHeader(
              last.logId(),
              last.number() + 1,
              seal.nextPosition(),
              seal.nextBatch(),
              last.epoch() + 1,
              salts.nextLong(),
              seal.offset()),
          tail);
      trim(stream, last, end);
      reader.refresh();
    }
    return new StreamWriter(layer, reader, settings, salts);
  }

  /**
   * Where the last batch of the last segment begins. Each batch before it was durable before the
   * next one was written; of the last one nobody knows, even if it can be read now (a flush that
   * failed may have left it in memory alone), so that it is copied.
   */
  private Place lastBatch(String stream, SegmentHeader header, Place end) throws IOException {
    try (OpenFile file = layer.openForReading(SegmentName.path(stream, header.number()))) {
      BatchScanner scanner = new BatchScanner(file, header);
      FrameOffsets ignored = new FrameOffsets();
      Place before = Place.firstOf(header);
      Place after = before;
      while (!after.equals(end)) {
        before = after;
        after = scanner.next(before, end.offset(), ignored);
        if (after.equals(before)) {
          throw new IOException(
              SegmentName.path(stream, header.number())
                  + " should read the same twice, found a change at byte "
                  + scanner.badOffset());
        }
      }
      return before;
    }
  }

  /** Makes a segment, and gives the identity of its file. */
  private Object publish(String stream, SegmentHeader header, List<StoredEvent> tail)
      throws IOException {
    try (SegmentWriter draft = SegmentWriter.draft(layer, stream, header)) {
      try {
        if (!tail.isEmpty()) {
          List<EventRecord> events =
              tail.stream().map(event -> new EventRecord(event.type(), event.payload())).toList();
          long bytes =
              events.stream().mapToLong(event -> FrameCodec.size(event.payload().length)).sum();
          draft.prepare(SegmentHeader.BYTES, SegmentHeader.BYTES + bytes);
          draft.write(Place.firstOf(header), events, new FrameOffsets());
        }
      } catch (IOException e) {
        draft.discard(layer, stream);
        throw e;
      }
      return draft.publish(layer, stream, header);
    }
  }

  /**
   * Gives back the space behind the end of a segment that has an heir; readers who are in it still
   * find its last batch.
   */
  private void trim(String stream, SegmentHeader header, Place end) throws IOException {
    try (OpenFile file = layer.openForWriting(SegmentName.path(stream, header.number()))) {
      if (file.size() > end.offset()) {
        file.truncate(end.offset());
      }
    }
  }
}
