package dev.pawl.app.bench;

/** How many tasks a measured run has seen. */
public record Count(int tasks) {
  static final Count NONE = new Count(0);

  Count more(int number) {
    return new Count(tasks + number);
  }
}
