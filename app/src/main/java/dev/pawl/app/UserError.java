package dev.pawl.app;

/** Something that the user can put right; the message says what was expected, found and where. */
final class UserError extends RuntimeException {
  private final int exitCode;

  private UserError(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** Wrong words or input: exit code 2. */
  static UserError usage(String message) {
    return new UserError(ExitCode.USAGE, message);
  }

  /** Right words, but it cannot be done: exit code 1. */
  static UserError failed(String message) {
    return new UserError(ExitCode.FAILED, message);
  }

  int exitCode() {
    return exitCode;
  }
}
