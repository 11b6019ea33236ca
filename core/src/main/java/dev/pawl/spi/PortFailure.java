package dev.pawl.spi;

import org.jspecify.annotations.Nullable;

/**
 * A failure of the infrastructure behind a port. There are five kinds, and each says what the
 * caller should do. Adapters throw nothing else on purpose; any other exception that leaves an
 * adapter is a bug.
 */
public abstract sealed class PortFailure extends RuntimeException {
  private PortFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Somebody else was there first: reload, then decide again. */
  public static final class Conflict extends PortFailure {
    public Conflict(String message) {
      super(message, null);
    }
  }

  /**
   * The service cannot answer now (unreachable, throttled, no space left): nothing was done, retry
   * later.
   */
  public static final class Unavailable extends PortFailure {
    public Unavailable(String message) {
      super(message, null);
    }

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The request can never succeed as it is (bad name, too large, missing): fix the request. */
  public static final class Invalid extends PortFailure {
    public Invalid(String message) {
      super(message, null);
    }

    public Invalid(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Stored bytes are not what was written: stop using them, and call a person. */
  public static final class Corrupt extends PortFailure {
    public Corrupt(String message) {
      super(message, null);
    }

    public Corrupt(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A newer owner has taken over: step down, write nothing more. */
  public static final class Fenced extends PortFailure {
    public Fenced(String message) {
      super(message, null);
    }
  }
}
