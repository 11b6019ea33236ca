package dev.pawl.app;

import java.util.Objects;

/** Entry point of the {@code pawl} command. */
public final class Main {

  private Main() {}

  /**
   * Prints the version of the program.
   *
   * @param arguments the words after {@code pawl}
   */
  public static void main(String[] arguments) {
    String version = Main.class.getPackage().getImplementationVersion();
    System.out.println("pawl " + Objects.requireNonNullElse(version, "(unpackaged)"));
  }
}
