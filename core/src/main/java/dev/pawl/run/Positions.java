package dev.pawl.run;

import java.util.Arrays;

/**
 * Log positions by task index, four bytes each; 0 where there is none. Hot path: chunks of plain
 * arrays that grow.
 */
final class Positions {
  private static final int BITS = 12;
  private static final int CHUNK = 1 << BITS;

  private int[][] chunks = new int[4][];

  int get(int index) {
    int chunk = index >> BITS;
    int[] values = chunk < chunks.length ? chunks[chunk] : null;
    return values == null ? 0 : values[index & (CHUNK - 1)];
  }

  void setAll(IndexSet indexes, int position) {
    for (int run = 0; run < indexes.runs(); run++) {
      for (int start = indexes.runStart(run); start < indexes.runEnd(run); ) {
        int end = Math.min(indexes.runEnd(run), (start | (CHUNK - 1)) + 1);
        int offset = start & (CHUNK - 1);
        Arrays.fill(chunk(start >> BITS), offset, offset + end - start, position);
        start = end;
      }
    }
  }

  /** Forgets all positions below an index; the room stays. */
  void clear(int end) {
    for (int start = 0; start < end; start += CHUNK) {
      int[] values = start >> BITS < chunks.length ? chunks[start >> BITS] : null;
      if (values != null) {
        Arrays.fill(values, 0, Math.min(CHUNK, end - start), 0);
      }
    }
  }

  private int[] chunk(int number) {
    if (number >= chunks.length) {
      chunks = Arrays.copyOf(chunks, Math.max(number + 1, 2 * chunks.length));
    }
    if (chunks[number] == null) {
      chunks[number] = new int[CHUNK];
    }
    return chunks[number];
  }
}
