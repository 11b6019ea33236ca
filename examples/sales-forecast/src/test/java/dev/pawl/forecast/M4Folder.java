package dev.pawl.forecast;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the M4 files are: {@code shared/data/m4} beside the repository. */
public final class M4Folder {
  private M4Folder() {}

  /** The folder; skips the test where there is none, and fails it where CI is true. */
  public static Path find() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path found = folder.resolveSibling("shared").resolve("data").resolve("m4");
      if (Files.isDirectory(found)) {
        return found;
      }
    }
    assumeTrue(
        "true".equals(System.getenv("CI")),
        "the M4 files are not there: a folder shared/data/m4 beside the repository");
    throw new AssertionError(
        "a folder shared/data/m4 was expected beside the repository, as CI is true");
  }
}
