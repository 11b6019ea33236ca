package dev.pawl.app;

import dev.pawl.engine.Home;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where runs are kept. */
final class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "the folder that holds runs; else PAWL_HOME, else ~/.pawl")
  @Nullable Path folder;

  Home home() {
    if (folder != null) {
      return new Home(folder);
    }
    String named = System.getenv("PAWL_HOME");
    return new Home(
        named == null || named.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".pawl")
            : Path.of(named));
  }
}
