package dev.pawl.wordcount;

import dev.pawl.graph.InputFile;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.wordcount.WordCount.ChunkedFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a file once, to find where its chunks end and to check that it is the file that was pinned.
 */
public final class CutFile implements TaskHandler<InputFile, ChunkedFile> {
  private final int chunkBytes;

  /** Chunks of about 8 MiB. */
  public CutFile() {
    this(8 << 20);
  }

  CutFile(int chunkBytes) {
    this.chunkBytes = chunkBytes;
  }

  @Override
  public ChunkedFile handle(InputFile file, TaskContext context) throws IOException {
    List<ChunkTable.Row> rows = new ArrayList<>();
    byte[] buffer = new byte[chunkBytes];
    int filled = 0;
    long offset = 0;
    try (InputStream stream = context.open(file)) {
      while (true) {
        int count = stream.readNBytes(buffer, filled, buffer.length - filled);
        filled += count;
        if (filled == 0) {
          break;
        }
        int end = filled < buffer.length ? filled : lastBreak(buffer);
        rows.add(new ChunkTable.Row(offset, end, ChunkTable.crc(buffer, end)));
        offset += end;
        System.arraycopy(buffer, end, buffer, 0, filled - end);
        filled -= end;
        context.progress((double) offset / Math.max(1, file.size()));
      }
    }
    return new ChunkedFile(file, rows.size(), ChunkTable.write(context.blobs(), rows));
  }

  /**
   * The place after the last white space; the whole buffer where there is none, so that a word may
   * be cut in two.
   */
  private static int lastBreak(byte[] buffer) {
    for (int i = buffer.length - 1; i > 0; i--) {
      if (buffer[i] == ' ' || buffer[i] == '\n' || buffer[i] == '\r' || buffer[i] == '\t') {
        return i + 1;
      }
    }
    return buffer.length;
  }
}
