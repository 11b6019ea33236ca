package dev.pawl.files.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A file of a {@link SimulatedDisk}: its bytes as programs see them, and what of them a power cut
 * leaves.
 */
final class SimulatedFile implements OpenFile {
  private static final int SECTOR = 512;

  private final SimulatedDisk disk;
  private final String path;
  private final List<Change> unflushed = new ArrayList<>();
  private byte[] bytes;
  private byte[] durable;

  /** Bytes at an offset, or, without bytes, the size to which the file was cut. */
  private record Change(long offset, byte[] written, boolean cut) {}

  SimulatedFile(SimulatedDisk disk, String path, byte[] bytes) {
    this.disk = disk;
    this.path = path;
    this.bytes = bytes;
    this.durable = bytes;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  int length() {
    return bytes.length;
  }

  SimulatedFile afterCrash(SimulatedDisk next, SimulatedDisk.Left kind, RandomGenerator random) {
    byte[] left =
        switch (kind) {
          case NOTHING -> durable;
          case ALL -> bytes;
          case TORN -> torn(random);
          case REORDERED -> reordered(random);
        };
    return new SimulatedFile(next, path, left.clone());
  }

  /** The changes up to one of them, of which the first bytes alone are there. */
  private byte[] torn(RandomGenerator random) {
    byte[] left = durable;
    int whole = random.nextInt(unflushed.size() + 1);
    for (Change change : unflushed.subList(0, whole)) {
      left = apply(left, change, change.written().length);
    }
    if (whole < unflushed.size() && !unflushed.get(whole).cut()) {
      Change last = unflushed.get(whole);
      left = apply(left, last, random.nextInt(last.written().length + 1));
    }
    return left;
  }

  private static byte[] apply(byte[] left, Change change, int length) {
    return change.cut()
        ? Arrays.copyOf(left, (int) change.offset())
        : put(left.clone(), (int) change.offset(), change.written(), 0, length);
  }

  /** Any sectors of any changes. */
  private byte[] reordered(RandomGenerator random) {
    byte[] left = durable;
    for (Change change : unflushed) {
      if (random.nextInt(8) > 0) {
        left = change.cut() ? apply(left, change, 0) : anySectors(left.clone(), change, random);
      }
    }
    return left;
  }

  private static byte[] anySectors(byte[] left, Change change, RandomGenerator random) {
    byte[] result = left;
    int end = (int) change.offset() + change.written().length;
    for (int sector = (int) change.offset() / SECTOR * SECTOR; sector < end; sector += SECTOR) {
      if (random.nextBoolean()) {
        int from = Math.max(sector, (int) change.offset());
        int to = Math.min(sector + SECTOR, end);
        result = put(result, from, change.written(), from - (int) change.offset(), to - from);
      }
    }
    return result;
  }

  private static byte[] put(byte[] into, int offset, byte[] source, int at, int length) {
    byte[] result = into.length < offset + length ? Arrays.copyOf(into, offset + length) : into;
    System.arraycopy(source, at, result, offset, length);
    return result;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public int read(long offset, byte[] target, int at, int length) {
    int count = Math.clamp(bytes.length - offset, 0, length);
    if (count > 0) {
      System.arraycopy(bytes, (int) offset, target, at, count);
    }
    return count;
  }

  @Override
  public void write(long offset, byte[] source, int at, int length) throws IOException {
    try {
      disk.begin("write", path);
    } catch (IOException e) {
      change(offset, Arrays.copyOfRange(source, at, at + length / 2));
      throw e;
    }
    change(offset, Arrays.copyOfRange(source, at, at + length));
  }

  @Override
  public void preallocate(long newSize) throws IOException {
    disk.begin("preallocate", path);
    int more = (int) newSize - bytes.length;
    if (more > 0) {
      disk.requireSpace(more);
      change(bytes.length, new byte[more]);
    }
  }

  private void change(long offset, byte[] written) {
    unflushed.add(new Change(offset, written, false));
    bytes = put(bytes.clone(), (int) offset, written, 0, written.length);
  }

  @Override
  public void truncate(long newSize) throws IOException {
    disk.begin("truncate", path);
    if (newSize < bytes.length) {
      unflushed.add(new Change(newSize, new byte[0], true));
      bytes = Arrays.copyOf(bytes, (int) newSize);
    }
  }

  @Override
  public void force() throws IOException {
    disk.begin("force", path);
    durable = bytes.clone();
    unflushed.clear();
  }

  @Override
  public void close() {}
}
