package dev.pawl.processing.groups;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts rows by their keys, byte by byte, and then by their numbers. Rows beyond a number of bytes
 * are sorted into temporary files, which are merged, so that memory does not grow with the rows.
 * Not safe for use by several threads.
 */
final class RowSorter implements AutoCloseable {
  /** At most so many files are open at once; more are merged into one. */
  private static final int MOST_RUNS = 256;

  private static final int BUFFER = 16 << 10;
  private static final int OVERHEAD_BYTES = 64;

  private static final Comparator<Row> ORDER =
      (a, b) -> {
        int keys = Arrays.compareUnsigned(a.key, b.key);
        return keys != 0 ? keys : Integer.compare(a.number, b.number);
      };

  private final long memory;
  private final List<Path> runs = new ArrayList<>();
  private List<Row> rows = new ArrayList<>();
  private long bytes;
  private @Nullable Path folder;
  private int files;

  /** A row; the arrays are not to be changed. */
  record Row(byte[] key, int number, byte[] value) {}

  /** Takes rows in order. */
  interface Taker {
    void take(Row row) throws IOException, InterruptedException;
  }

  /**
   * A sorter without rows.
   *
   * @param memory bytes of rows that are kept before they go to a file
   */
  RowSorter(long memory) {
    this.memory = memory;
  }

  void add(byte[] key, int number, byte[] value) throws IOException, InterruptedException {
    rows.add(new Row(key, number, value));
    bytes += OVERHEAD_BYTES + key.length + value.length;
    if (bytes > memory) {
      spill();
    }
  }

  /** Whether rows went to files. */
  boolean spilled() {
    return !runs.isEmpty();
  }

  private void spill() throws IOException, InterruptedException {
    rows.sort(ORDER);
    Path run = newFile();
    try (DataOutputStream out = output(run)) {
      for (Row row : rows) {
        write(row, out);
      }
    }
    runs.add(run);
    rows = new ArrayList<>();
    bytes = 0;
    if (runs.size() == MOST_RUNS) {
      Path merged = newFile();
      try (DataOutputStream out = output(merged)) {
        merge(row -> write(row, out));
      }
      for (Path old : runs) {
        Files.delete(old);
      }
      runs.clear();
      runs.add(merged);
    }
  }

  /** Hands over all rows in order; nothing may be added after it. */
  void forEach(Taker taker) throws IOException, InterruptedException {
    if (runs.isEmpty()) {
      rows.sort(ORDER);
      for (Row row : rows) {
        taker.take(row);
      }
      return;
    }
    if (!rows.isEmpty()) {
      spill();
    }
    merge(taker);
  }

  private void merge(Taker taker) throws IOException, InterruptedException {
    List<Cursor> open = new ArrayList<>();
    try {
      PriorityQueue<Cursor> next = new PriorityQueue<>(Comparator.comparing(Cursor::row, ORDER));
      for (Path run : runs) {
        Cursor cursor = new Cursor(run);
        open.add(cursor);
        if (cursor.advance()) {
          next.add(cursor);
        }
      }
      for (Cursor first = next.poll(); first != null; first = next.poll()) {
        requireNotInterrupted();
        taker.take(first.row());
        if (first.advance()) {
          next.add(first);
        }
      }
    } finally {
      for (Cursor cursor : open) {
        cursor.in.close();
      }
    }
  }

  private static void requireNotInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("stopped while it sorted rows");
    }
  }

  private Path newFile() throws IOException {
    Path known = folder;
    if (known == null) {
      known = Files.createTempDirectory("pawl-rows-");
      folder = known;
    }
    return known.resolve("run-" + files++);
  }

  private static DataOutputStream output(Path file) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
  }

  private static void write(Row row, DataOutputStream out) throws IOException {
    out.writeInt(row.key.length);
    out.write(row.key);
    out.writeInt(row.number);
    out.writeInt(row.value.length);
    out.write(row.value);
  }

  /** Deletes its files. */
  @Override
  public void close() throws IOException {
    rows = new ArrayList<>();
    Path known = folder;
    if (known != null) {
      for (int file = 0; file < files; file++) {
        Files.deleteIfExists(known.resolve("run-" + file));
      }
      Files.deleteIfExists(known);
    }
  }

  /** Reads one sorted file. */
  private static final class Cursor {
    final DataInputStream in;
    private @Nullable Row row;

    Cursor(Path run) throws IOException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(run), BUFFER));
    }

    Row row() {
      if (row == null) {
        throw new IllegalStateException("a cursor should stand on a row");
      }
      return row;
    }

    boolean advance() throws IOException {
      int length;
      try {
        length = in.readInt();
      } catch (EOFException end) {
        row = null;
        return false;
      }
      byte[] key = in.readNBytes(length);
      int number = in.readInt();
      row = new Row(key, number, in.readNBytes(in.readInt()));
      return true;
    }
  }
}
