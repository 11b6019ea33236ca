package dev.pawl.graph;

/**
 * A graph is not well formed; the message names the process, the step and what should be different.
 */
public final class GraphException extends RuntimeException {
  public GraphException(String message) {
    super(message);
  }

  public GraphException(String message, Throwable cause) {
    super(message, cause);
  }
}
