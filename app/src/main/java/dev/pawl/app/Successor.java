package dev.pawl.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Another process that does the same as this one: same JVM options, class path, arguments,
 * environment and outputs.
 */
final class Successor {
  private Successor() {}

  static Process start(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(arguments);
    try {
      return new ProcessBuilder(command).inheritIO().start();
    } catch (IOException e) {
      throw UserError.failed("a successor should have been started, found: " + e.getMessage());
    }
  }
}
