package dev.pawl.files.log;

import java.util.Arrays;

/**
 * Where some of the frames of a segment begin: one for every {@value #SPACING} bytes, so that
 * memory stays at 16 bytes for each of them while a read of any position begins near it. Plain
 * arrays; not safe for use by several threads.
 */
final class FrameOffsets {
  static final int SPACING = 16 << 10;

  private long[] positions = new long[4];
  private long[] offsets = new long[4];
  private int size;

  /** Notes a frame, unless the last one noted lies close before it. */
  void offer(long position, long offset) {
    if (size > 0 && offset - offsets[size - 1] < SPACING) {
      return;
    }
    if (size == positions.length) {
      positions = Arrays.copyOf(positions, size * 2);
      offsets = Arrays.copyOf(offsets, size * 2);
    }
    positions[size] = position;
    offsets[size] = offset;
    size++;
  }

  void offerAll(FrameOffsets others) {
    for (int i = 0; i < others.size; i++) {
      offer(others.positions[i], others.offsets[i]);
    }
  }

  int size() {
    return size;
  }

  /** Forgets all but the first frames. */
  void keep(int first) {
    size = first;
  }

  /**
   * The place of the last noted frame at or before a position, or the other place where there is
   * none.
   */
  Place floor(long position, Place otherwise) {
    int found = Arrays.binarySearch(positions, 0, size, position);
    int at = found >= 0 ? found : -found - 2;
    return at < 0 ? otherwise : new Place(offsets[at], positions[at], 0);
  }
}
