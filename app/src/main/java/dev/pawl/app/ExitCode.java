package dev.pawl.app;

/** What the command tells the shell. */
final class ExitCode {
  /** Completed. */
  static final int COMPLETED = 0;

  /** Failed, stalled or cancelled; or something went wrong while it worked. */
  static final int FAILED = 1;

  /** Wrong usage or input. */
  static final int USAGE = 2;

  private ExitCode() {}
}
