package dev.pawl.benchmarks.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells of a process's memory; elsewhere, and of processes that are gone, 0. */
final class Memory {
  private Memory() {}

  /** The most that was ever resident. */
  static long peakKiB(long pid) {
    return field(Path.of("/proc", String.valueOf(pid), "status"), "VmHWM:");
  }

  /** What is resident now, with pages that several processes share divided among them. */
  static long shareKiB(long pid) {
    return field(Path.of("/proc", String.valueOf(pid), "smaps_rollup"), "Pss:");
  }

  /** Of the whole machine. */
  static long totalKiB() {
    return field(Path.of("/proc/meminfo"), "MemTotal:");
  }

  private static long field(Path file, String name) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException _) {
      return 0;
    }
  }
}
