package dev.pawl.files.log;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a stream: its segments, its end, and where to begin a read. Everything up to the
 * end has been seen whole. Safe for use by many threads.
 */
final class StreamIndex {
  private final List<Segment> segments = new ArrayList<>();

  private static final class Segment {
    final SegmentHeader header;
    final Object identity;
    final FrameOffsets offsets = new FrameOffsets();
    Place end;

    Segment(SegmentHeader header, Object identity) {
      this.header = header;
      this.identity = identity;
      this.end = Place.firstOf(header);
    }
  }

  synchronized boolean isEmpty() {
    return segments.isEmpty();
  }

  synchronized void clear() {
    segments.clear();
  }

  synchronized void addSegment(SegmentHeader header, Object identity) {
    segments.add(new Segment(header, identity));
  }

  /** The header of the last segment. */
  synchronized SegmentHeader header() {
    return segments.getLast().header;
  }

  /** The identity of the last segment's file. */
  synchronized Object identity() {
    return segments.getLast().identity;
  }

  /** Where the stream ends. */
  synchronized Place end() {
    return segments.getLast().end;
  }

  synchronized long lastPosition() {
    return segments.isEmpty() ? 0 : end().nextPosition() - 1;
  }

  /** Moves the end, if it is still where the caller believes. */
  synchronized boolean advance(Place from, Place to, FrameOffsets found) {
    if (segments.isEmpty() || !end().equals(from)) {
      return false;
    }
    segments.getLast().offsets.offerAll(found);
    segments.getLast().end = to;
    return true;
  }

  /** The parts of segments to read, in order, to see all events from a position on. */
  synchronized List<Span> from(long position) {
    List<Span> spans = new ArrayList<>();
    for (int i = segments.size() - 1; i >= 0; i--) {
      Segment segment = segments.get(i);
      Place begin = segment.offsets.floor(position, Place.firstOf(segment.header));
      if (segment.end.nextPosition() > position) {
        spans.addFirst(new Span(segment.header, begin, segment.end));
      }
      if (segment.header.firstPosition() <= position) {
        break;
      }
    }
    return spans;
  }

  /** A part of a segment. */
  record Span(SegmentHeader header, Place begin, Place end) {}
}
