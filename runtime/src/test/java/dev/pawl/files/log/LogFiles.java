package dev.pawl.files.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Hurts the files of a stream as a disk or a crash would, for tests. */
final class LogFiles {
  private final FileLayer layer;

  LogFiles(FileLayer layer) {
    this.layer = layer;
  }

  static LogFiles onDisk(Path root) {
    try {
      return new LogFiles(new DiskFileLayer(root));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The segments of a stream, in order. */
  List<String> segments(String stream) {
    try {
      return layer.list(stream).stream()
          .filter(file -> SegmentName.number(file).isPresent())
          .map(file -> stream + "/" + file)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Changes a byte of the payload, or of the header where there is none, of the last copy of an
   * event.
   */
  void damage(String stream, long position) {
    at(stream, position, (file, offset) -> flip(file, offset + FrameCodec.HEADER - 1));
  }

  /** Leaves only zeros where the last frame of the stream should be. */
  void tearLastAppend(String stream) {
    long[] last = {0};
    for (String segment : segments(stream)) {
      frames(segment, (file, offset) -> last[0] = Math.max(last[0], position(file, offset)));
    }
    at(
        stream,
        last[0],
        (file, offset) -> file.write(offset, new byte[FrameCodec.HEADER], 0, FrameCodec.HEADER));
  }

  private static void flip(OpenFile file, long offset) throws IOException {
    byte[] one = new byte[1];
    file.read(offset, one, 0, 1);
    one[0] ^= 4;
    file.write(offset, one, 0, 1);
  }

  private void at(String stream, long position, FrameAction action) {
    for (String segment : segments(stream).reversed()) {
      boolean[] found = {false};
      frames(
          segment,
          (file, offset) -> {
            if (position(file, offset) == position && !found[0]) {
              found[0] = true;
              action.run(file, offset);
            }
          });
      if (found[0]) {
        return;
      }
    }
    throw new AssertionError("no event " + position + " in stream " + stream);
  }

  private static long position(OpenFile file, long offset) throws IOException {
    byte[] frame = new byte[FrameCodec.HEADER];
    file.read(offset, frame, 0, frame.length);
    return FrameCodec.position(frame, 0);
  }

  private void frames(String segment, FrameAction action) {
    try (OpenFile file = layer.openForWriting(segment)) {
      byte[] frame = new byte[FrameCodec.HEADER];
      long offset = SegmentHeader.BYTES;
      while (file.read(offset, frame, 0, frame.length) == frame.length
          && FrameCodec.sizeAt(frame, 0) > 0) {
        action.run(file, offset);
        offset += FrameCodec.sizeAt(frame, 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface FrameAction {
    void run(OpenFile file, long offset) throws IOException;
  }
}
