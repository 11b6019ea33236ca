package dev.pawl.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A temporary folder on the disk that is measured: below the folder that the system property {@code
 * pawl.benchmarks.folder} names, else where the JVM keeps temporary files.
 *
 * @param path absolute
 */
record ScratchFolder(Path path) implements AutoCloseable {

  static ScratchFolder create() throws IOException {
    String parent =
        System.getProperty("pawl.benchmarks.folder", System.getProperty("java.io.tmpdir"));
    return new ScratchFolder(Files.createTempDirectory(Path.of(parent), "pawl-benchmark"));
  }

  /** Copies all files of a folder into this one. */
  void fill(Path from) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path source : all.toList()) {
        Path target = path.resolve(from.relativize(source));
        if (!Files.isDirectory(source)) {
          Files.copy(source, target);
        } else if (!target.equals(path)) {
          Files.createDirectory(target);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path found : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(found);
      }
    }
  }
}
