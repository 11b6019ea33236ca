package dev.pawl.app.soak;

import dev.pawl.graph.ProcessDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The processes of a soak: {@code pawl server} and {@code pawl worker}, from this JVM's java
 * command and class path. {@link #close} may be called by any thread, the rest by one.
 */
final class Children implements AutoCloseable {
  private static final int STOP_SECONDS = 30;

  private final SoakPlaces places;
  private final List<Child> children = new ArrayList<>();
  private boolean closed;

  /** A role, and the process that plays it now. */
  private static final class Child {
    final String name;
    final ProcessBuilder builder;
    Process process;

    Child(String name, ProcessBuilder builder, Process process) {
      this.name = name;
      this.builder = builder;
      this.process = process;
    }
  }

  private Children(SoakPlaces places) {
    this.places = places;
  }

  /** Starts an owner and workers. */
  static Children start(SoakPlaces places, int workers, int slots) throws IOException {
    Path services = places.processes().resolve("META-INF/services");
    Files.createDirectories(services);
    Files.writeString(
        services.resolve(ProcessDefinition.class.getName()), SoakProcess.class.getName() + "\n");
    Children children = new Children(places);
    children.add("owner", "server", "--listen", "127.0.0.1:0");
    for (int number = 0; number < workers; number++) {
      children.add("worker-" + number, "worker", "--slots", Integer.toString(slots));
    }
    return children;
  }

  private void add(String name, String... words) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(
        List.of("--queue", places.queueUri(), "--home", places.home().path().toString()));
    ProcessBuilder builder = builder(name, arguments);
    synchronized (this) {
      children.add(new Child(name, builder, start(builder)));
    }
  }

  private ProcessBuilder builder(String name, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Small and quick to start: most of them do not live long.
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "-D" + Effects.FOLDER + "=" + places.effects()));
    command.add("-cp");
    command.add(
        System.getProperty("java.class.path")
            + System.getProperty("path.separator")
            + places.processes());
    command.add("dev.pawl.app.Main");
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(places.log(name).toFile()));
    builder
        .environment()
        .keySet()
        .removeIf(variable -> variable.startsWith("PAWL_") || variable.equals("JAVA_TOOL_OPTIONS"));
    return builder;
  }

  private Process start(ProcessBuilder builder) throws IOException {
    if (closed) {
      throw new IOException("the processes are being stopped");
    }
    return builder.start();
  }

  private synchronized void restart(Child child) throws IOException {
    child.process = start(child.builder);
  }

  /** Kills the owner as {@code kill -9} does, and starts another. */
  void killOwner() throws IOException, InterruptedException {
    kill(children.getFirst());
  }

  /** The same with a worker. */
  void killWorker(int number) throws IOException, InterruptedException {
    kill(children.get(1 + number));
  }

  private void kill(Child child) throws IOException, InterruptedException {
    child.process.destroyForcibly().waitFor();
    restart(child);
  }

  /** Starts those again that have ended by themselves, and tells what happened to them. */
  List<String> revive() throws IOException {
    List<String> found = new ArrayList<>();
    for (Child child : children) {
      if (!child.process.isAlive()) {
        found.add(
            child.name
                + " ended by itself with code "
                + child.process.exitValue()
                + "; see "
                + places.log(child.name));
        restart(child);
      }
    }
    return found;
  }

  /** Ends all as SIGTERM does, workers first; tells of those that had to be killed. */
  List<String> stop() throws InterruptedException {
    List<String> found = new ArrayList<>();
    for (Child child : children.reversed()) {
      child.process.destroy();
      if (!child.process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        found.add(child.name + " did not end within " + STOP_SECONDS + " s of SIGTERM");
        child.process.destroyForcibly().waitFor();
      }
    }
    return found;
  }

  /** Kills what is still there. */
  @Override
  public synchronized void close() {
    closed = true;
    for (Child child : children) {
      try {
        child.process.destroyForcibly().waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
