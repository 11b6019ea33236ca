package dev.pawl.benchmarks.programs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the figures were measured on.
 *
 * @param processor as the system names it
 * @param flushesPerSecond appends of 100 bytes to a file, each flushed, one after the other
 */
record Machine(
    String processor, int cores, long memoryGiB, String system, String jdk, long flushesPerSecond) {
  private static final long MEASURE_NANOS = 1_000_000_000;

  /**
   * This machine.
   *
   * @param folder on the disk that is measured
   */
  static Machine measure(Path folder) throws IOException {
    return new Machine(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        Math.round(Memory.totalKiB() / 1024.0 / 1024.0),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        flushesPerSecond(folder));
  }

  private static String processorName() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    if (!Files.exists(file)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  private static long flushesPerSecond(Path folder) throws IOException {
    Path path = Files.createTempFile(folder, "flush", ".bin");
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      long flushes = 0;
      long start = System.nanoTime();
      while (System.nanoTime() - start < MEASURE_NANOS) {
        file.write(ByteBuffer.allocate(100));
        file.force(false);
        flushes++;
      }
      return Math.round(flushes * 1e9 / (System.nanoTime() - start));
    } finally {
      Files.delete(path);
    }
  }
}
