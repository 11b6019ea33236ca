package dev.pawl.postgresql;

import dev.pawl.spi.PortFailure;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * Translates what the database says into what the caller should do, by the classes of PostgreSQL's
 * error codes (PostgreSQL documentation, appendix A).
 */
final class SqlFailures {
  private SqlFailures() {}

  /** The failure that a caller of a port gets. */
  static PortFailure of(String what, PostgresAddress address, SQLException failure) {
    SQLException cause = innermost(failure);
    String text = what + " at " + address + ": " + oneLine(cause.getMessage());
    String state = String.valueOf(cause.getSQLState());
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      // Damaged data or index.
      case "XX" -> state.equals("XX000") ? unavailable(text, failure) : corrupt(text, failure);
      // Connection, resources, intervention of an operator, system, rolled back, being read only,
      // lock not available.
      case "08", "53", "57", "58", "40", "25", "55", "null", "" -> unavailable(text, failure);
      default -> new PortFailure.Invalid(text, failure);
    };
  }

  /** Whether it is open what became of the statement, since its answer did not arrive. */
  static boolean isAnswerLost(SQLException failure) {
    String state = String.valueOf(innermost(failure).getSQLState());
    boolean connected = !(failure instanceof SQLTransientConnectionException);
    return connected && (state.startsWith("08") || state.startsWith("57P"));
  }

  private static PortFailure unavailable(String text, SQLException failure) {
    return new PortFailure.Unavailable(text, failure);
  }

  private static PortFailure corrupt(String text, SQLException failure) {
    return new PortFailure.Corrupt(text, failure);
  }

  /** The pool wraps what the driver said. */
  private static SQLException innermost(SQLException failure) {
    SQLException found = failure;
    while (found.getCause() instanceof SQLException cause) {
      found = cause;
    }
    return found;
  }

  private static String oneLine(@Nullable String text) {
    return String.valueOf(text).replaceAll("\\s*\\R\\s*", " ");
  }
}
