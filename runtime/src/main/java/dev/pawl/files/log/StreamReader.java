package dev.pawl.files.log;

import dev.pawl.files.log.StreamIndex.Span;
import dev.pawl.spi.EventStore.StoredEvent;
import dev.pawl.spi.PortFailure;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream, from any process, beside a writer that may be at work; it takes no lock of other
 * processes and changes nothing. Safe for use by many threads.
 */
final class StreamReader {
  private static final int SMALL_CHUNK = FrameOffsets.SPACING + (8 << 10);
  private static final int LARGE_CHUNK = 512 << 10;
  private static final int FEW_EVENTS = 100;

  private final FileLayer layer;
  private final String stream;
  private final StreamIndex index = new StreamIndex();

  StreamReader(FileLayer layer, String stream) {
    this.layer = layer;
    this.stream = stream;
  }

  String stream() {
    return stream;
  }

  StreamIndex index() {
    return index;
  }

  /**
   * Looks at the files for what was appended since the last time. What seems to be damage is looked
   * at once more: the stream may have been deleted and begun anew in the middle of the look.
   */
  synchronized void refresh() throws IOException {
    try {
      if (index.isEmpty()) {
        load();
      } else {
        follow();
      }
    } catch (NoSuchFileException | FileNotFoundException | PortFailure.Corrupt e) {
      index.clear();
      load();
    }
  }

  /** Reads what is there now, and again where the stream was deleted or begun anew meanwhile. */
  List<StoredEvent> refreshAndRead(long fromPosition, int maximum) throws IOException {
    refresh();
    try {
      return read(fromPosition, maximum);
    } catch (NoSuchFileException | FileNotFoundException | PortFailure.Corrupt e) {
      refresh();
      return read(fromPosition, maximum);
    }
  }

  private void load() throws IOException {
    List<String> files = layer.list(stream);
    if (files.contains(SegmentName.DELETED)) {
      return;
    }
    long[] numbers =
        files.stream()
            .map(SegmentName::number)
            .flatMapToLong(OptionalLong::stream)
            .sorted()
            .toArray();
    if (numbers.length == 0) {
      return;
    }
    SegmentHeader first = header(1);
    if (first != null) {
      requireNumber(first, 1);
      addSegment(first);
      follow();
    }
    long reached = index.isEmpty() ? 0 : index.header().number();
    if (reached < numbers[numbers.length - 1]) {
      throw damaged(reached + 1, 0, index.lastPosition() + 1, "a segment, found no file");
    }
  }

  /**
   * Goes on from the end of the index. A new owner copies the last batch to its segment: then that
   * batch is read there.
   */
  private void follow() throws IOException {
    boolean more = true;
    while (more) {
      SegmentHeader next = header(index.header().number() + 1);
      if (next == null) {
        more = scanTail();
      } else if (next.firstBatch() < index.end().nextBatch()) {
        index.clear();
        load();
        return;
      } else {
        scanSealed(next);
        addSegment(next);
      }
    }
  }

  private void addSegment(SegmentHeader header) throws IOException {
    String path = path(header.number());
    Object identity = layer.identity(path);
    if (identity == null) {
      throw new NoSuchFileException(path);
    }
    index.addSegment(header, identity);
  }

  /**
   * Goes over the rest of a segment that another follows: all of it has to be right, up to the end
   * that the next one tells.
   */
  private void scanSealed(SegmentHeader next) throws IOException {
    SegmentHeader header = index.header();
    requireNumber(next, header.number() + 1);
    if (!next.logId().equals(header.logId()) || next.epoch() < header.epoch()) {
      throw damaged(
          next.number(),
          0,
          next.firstPosition(),
          "a segment of log " + header.logId() + ", found one of log " + next.logId());
    }
    try (OpenFile file = layer.openForReading(path(header.number()))) {
      BatchScanner scanner = new BatchScanner(file, header);
      Place from = index.end();
      FrameOffsets found = new FrameOffsets();
      Place to = scanner.scan(from, next.previousEnd(), found);
      index.advance(from, to, found);
      if (!to.equals(new Place(next.previousEnd(), next.firstPosition(), next.firstBatch()))) {
        throw damaged(
            header.number(),
            scanner.badOffset(),
            scanner.badPosition(),
            "a whole record, found other bytes or none");
      }
    }
  }

  /** Goes over what is new in the last segment; true where it is not the last any more. */
  private boolean scanTail() throws IOException {
    SegmentHeader header = index.header();
    String next = path(header.number() + 1);
    try (OpenFile file = layer.openForReading(path(header.number()))) {
      if (!header.isIn(file)) {
        throw new NoSuchFileException(path(header.number()), null, "another file has its name");
      }
      BatchScanner scanner = new BatchScanner(file, header);
      Place before = scanTail(file, scanner);
      while (scanner.isFollowedByLaterBatch(before.nextBatch(), file.size())) {
        scanner.forget();
        Place after = scanTail(file, scanner);
        if (after.equals(before)) {
          if (layer.exists(next)) {
            return true;
          }
          throw damaged(
              header.number(),
              scanner.badOffset(),
              scanner.badPosition(),
              "a whole record before a later one, found other bytes");
        }
        before = after;
      }
    }
    return layer.exists(next);
  }

  private Place scanTail(OpenFile file, BatchScanner scanner) throws IOException {
    Place from = index.end();
    FrameOffsets found = new FrameOffsets();
    Place to = scanner.scan(from, file.size(), found);
    index.advance(from, to, found);
    return to;
  }

  /** Reads events that the index knows. */
  List<StoredEvent> read(long fromPosition, int maximum) throws IOException {
    List<StoredEvent> events = new ArrayList<>();
    for (Span span : index.from(fromPosition)) {
      if (events.size() < maximum) {
        read(span, fromPosition, maximum, events);
      }
    }
    return events;
  }

  private void read(Span span, long fromPosition, int maximum, List<StoredEvent> events)
      throws IOException {
    try (OpenFile file = layer.openForReading(path(span.header().number()))) {
      Window window = new Window(file, maximum <= FEW_EVENTS ? SMALL_CHUNK : LARGE_CHUNK);
      FrameCodec codec = new FrameCodec(span.header().salt());
      long offset = span.begin().offset();
      for (long position = span.begin().nextPosition();
          position < span.end().nextPosition() && events.size() < maximum;
          position++) {
        int size =
            window.has(offset, FrameCodec.HEADER)
                ? FrameCodec.sizeAt(window.bytes(), window.index(offset))
                : 0;
        if (size == 0
            || !window.has(offset, size)
            || !codec.isValid(window.bytes(), window.index(offset))
            || FrameCodec.position(window.bytes(), window.index(offset)) != position) {
          throw damaged(
              span.header().number(),
              offset,
              position,
              "the record that was there before, found other bytes");
        }
        if (position >= fromPosition) {
          int at = window.index(offset);
          events.add(
              new StoredEvent(
                  position,
                  FrameCodec.type(window.bytes(), at),
                  FrameCodec.payload(window.bytes(), at)));
        }
        offset += size;
      }
    }
  }

  private @Nullable SegmentHeader header(long number) throws IOException {
    if (!layer.exists(path(number))) {
      return null;
    }
    byte[] bytes = new byte[SegmentHeader.BYTES];
    try (OpenFile file = layer.openForReading(path(number))) {
      return SegmentHeader.decode(
          bytes, file.read(0, bytes, 0, bytes.length), where(number, 0, index.lastPosition() + 1));
    }
  }

  private void requireNumber(SegmentHeader header, long number) {
    if (header.number() != number) {
      throw damaged(
          number,
          0,
          index.lastPosition() + 1,
          "the header of segment " + number + ", found that of " + header.number());
    }
  }

  private String path(long number) {
    return SegmentName.path(stream, number);
  }

  private PortFailure.Corrupt damaged(
      long segment, long offset, long position, String expectedAndFound) {
    return new PortFailure.Corrupt(
        where(segment, offset, position) + ": expected " + expectedAndFound);
  }

  private String where(long segment, long offset, long position) {
    return "stream '"
        + stream
        + "' is damaged at position "
        + position
        + " ("
        + SegmentName.file(segment)
        + ", byte "
        + offset
        + ")";
  }
}
