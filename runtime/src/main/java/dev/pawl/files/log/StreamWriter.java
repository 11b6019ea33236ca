package dev.pawl.files.log;

import dev.pawl.spi.EventStore.AppendRequest;
import dev.pawl.spi.EventStore.EventRecord;
import dev.pawl.spi.PortFailure;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The owner of one stream, from an acquire until the next. All methods need the lock of the stream.
 */
final class StreamWriter {
  private final FileLayer layer;
  private final StreamReader reader;
  private final FileEventStoreSettings settings;
  private final RandomGenerator salts;
  private final RecentEvents recent = new RecentEvents();
  private SegmentHeader header;
  private Object identity;
  private @Nullable SegmentWriter open;
  private PortFailure.@Nullable Unavailable broken;

  StreamWriter(
      FileLayer layer,
      StreamReader reader,
      FileEventStoreSettings settings,
      RandomGenerator salts) {
    this.layer = layer;
    this.reader = reader;
    this.settings = settings;
    this.salts = salts;
    this.header = reader.index().header();
    this.identity = reader.index().identity();
  }

  String stream() {
    return reader.stream();
  }

  StreamReader reader() {
    return reader;
  }

  RecentEvents recent() {
    return recent;
  }

  /** The failure after which this stream takes no appends any more, or null. */
  PortFailure.@Nullable Unavailable broken() {
    return broken;
  }

  /** Appends, and returns the stream's last position. */
  long append(AppendRequest request) {
    try {
      requireOwner(request.epoch());
      Place end = reader.index().end();
      if (request.expectedPosition() != end.nextPosition() - 1) {
        throw new PortFailure.Conflict(
            "stream '"
                + stream()
                + "' was expected to end at position "
                + request.expectedPosition()
                + ", found "
                + (end.nextPosition() - 1));
      }
      if (request.events().isEmpty()) {
        return request.expectedPosition();
      }
      SegmentWriter writer = prepare(requireSize(request.events()));
      return write(writer, request.events());
    } catch (IOException e) {
      throw new PortFailure.Unavailable(
          "stream '"
              + stream()
              + "' should have space and a disk that works for an append, found: "
              + e.getMessage(),
          e);
    }
  }

  private void requireOwner(long epoch) throws IOException {
    if (broken != null) {
      throw new PortFailure.Unavailable(String.valueOf(broken.getMessage()), broken);
    }
    if (epoch != header.epoch()) {
      throw new PortFailure.Fenced(
          "stream '"
              + stream()
              + "' should be written with epoch "
              + header.epoch()
              + ", found an append with epoch "
              + epoch);
    }
    if (isFenced()) {
      throw new PortFailure.Fenced(
          "stream '"
              + stream()
              + "' should still be in epoch "
              + epoch
              + ", found that a newer owner has taken or deleted it");
    }
  }

  /**
   * True where another owner has taken or deleted the stream: two looks at the folder, and nothing
   * is read. A file system may give the identity of a file that was closed and deleted to another
   * one at once: {@link SegmentWriter#reopen} looks at what is in it.
   */
  boolean isFenced() throws IOException {
    synchronized (reader) {
      return layer.exists(SegmentName.path(stream(), header.number() + 1))
          || !Objects.equals(layer.identity(SegmentName.path(stream(), header.number())), identity);
    }
  }

  private long requireSize(List<EventRecord> events) {
    long bytes = 0;
    for (EventRecord event : events) {
      if (event.payload().length > FrameCodec.MAXIMUM_PAYLOAD) {
        throw new PortFailure.Invalid(
            "an event of stream '"
                + stream()
                + "' should have at most "
                + FrameCodec.MAXIMUM_PAYLOAD
                + " bytes, found "
                + event.payload().length);
      }
      bytes += FrameCodec.size(event.payload().length);
    }
    return bytes;
  }

  /**
   * Opens what has to be open, and makes sure that there is space, before any byte of the batch is
   * written.
   */
  private SegmentWriter prepare(long bytes) throws IOException {
    long used = reader.index().end().offset();
    if (used > SegmentHeader.BYTES && used + bytes > settings.segmentBytes()) {
      roll(used, bytes);
      used = SegmentHeader.BYTES;
    } else if (open == null) {
      open = SegmentWriter.reopen(layer, stream(), header);
    }
    SegmentWriter writer = Objects.requireNonNull(open);
    writer.prepare(used, used + bytes);
    return writer;
  }

  private void roll(long used, long bytes) throws IOException {
    Place end = reader.index().end();
    SegmentHeader next =
        new SegmentHeader(
            header.logId(),
            header.number() + 1,
            end.nextPosition(),
            end.nextBatch(),
            header.epoch(),
            salts.nextLong(),
            used);
    SegmentWriter draft = SegmentWriter.draft(layer, stream(), next);
    try {
      draft.prepare(SegmentHeader.BYTES, SegmentHeader.BYTES + bytes);
    } catch (IOException e) {
      draft.discard(layer, stream());
      throw e;
    }
    synchronized (reader) {
      try {
        identity = draft.publish(layer, stream(), next);
        header = next;
        reader.index().addSegment(next, identity);
        seal(used);
      } catch (IOException e) {
        draft.close();
        throw stop(e);
      }
    }
    open = draft;
  }

  private void seal(long used) throws IOException {
    SegmentWriter sealed = open;
    open = null;
    if (sealed != null) {
      try (sealed) {
        sealed.trim(used);
      }
    }
  }

  private long write(SegmentWriter writer, List<EventRecord> events) {
    Place from = reader.index().end();
    FrameOffsets offsets = new FrameOffsets();
    try {
      Place to = writer.write(from, events, offsets);
      if (!reader.index().advance(from, to, offsets)) {
        throw new PortFailure.Fenced(
            "stream '"
                + stream()
                + "' should end at position "
                + (from.nextPosition() - 1)
                + " still, found that a newer owner goes on");
      }
      recent.add(from.nextPosition(), events);
      return to.nextPosition() - 1;
    } catch (IOException e) {
      throw stop(e);
    }
  }

  /**
   * A failed write or flush is never tried again: nobody knows what the disk has, until a new
   * process reads it.
   */
  private PortFailure.Unavailable stop(IOException cause) {
    PortFailure.Unavailable failure =
        new PortFailure.Unavailable(
            "stream '"
                + stream()
                + "' should have been written and flushed, found: "
                + cause.getMessage()
                + "; whether the last append is there shows only when a new process reads the log: this one must stop",
            cause);
    broken = failure;
    return failure;
  }

  /**
   * Closes the file until the next append, and gives back the space after its end, unless that is a
   * newer owner's business now.
   */
  void release() throws IOException {
    SegmentWriter writer = open;
    open = null;
    recent.clear();
    if (writer != null) {
      try (writer) {
        if (broken == null && !isFenced()) {
          writer.trim(reader.index().end().offset());
        }
      }
    }
  }
}
