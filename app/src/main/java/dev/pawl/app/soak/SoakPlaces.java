package dev.pawl.app.soak;

import dev.pawl.engine.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders of a soak.
 *
 * @param folder holds all of them; absolute
 */
public record SoakPlaces(Path folder) {
  /** Makes them. */
  public static SoakPlaces in(Path folder) throws IOException {
    SoakPlaces places = new SoakPlaces(folder.toAbsolutePath().normalize());
    for (Path one :
        List.of(places.home().path(), places.effects(), places.logs(), places.processes())) {
      Files.createDirectories(one);
    }
    return places;
  }

  /** The home whose owner is killed. */
  public Home home() {
    return new Home(folder.resolve("home"));
  }

  /** What processes have said. */
  public Path logs() {
    return folder.resolve("logs");
  }

  Path log(String name) {
    return logs().resolve(name + ".txt");
  }

  Path effects() {
    return folder.resolve("effects");
  }

  /** A part of the class path that names the process. */
  Path processes() {
    return folder.resolve("processes");
  }

  String queueUri() {
    return "file:" + queue();
  }

  private Path queue() {
    return folder.resolve("queue");
  }

  /**
   * Messages for the owner and for workers that are there still: waiting, claimed or put aside.
   * Those to a worker that was killed are for nobody.
   */
  List<String> messages() throws IOException {
    List<String> found = new ArrayList<>();
    Path queues = queue().resolve("queues");
    if (!Files.isDirectory(queues)) {
      return found;
    }
    try (Stream<Path> all = Files.walk(queues)) {
      all.filter(file -> !queues.relativize(file).toString().startsWith("worker."))
          .filter(Files::isRegularFile)
          .forEach(file -> found.add(queues.relativize(file).toString()));
    } catch (java.io.UncheckedIOException e) {
      // A folder went while it was being read: something is going on.
      found.add("a folder that went: " + e.getMessage());
    }
    return found;
  }
}
