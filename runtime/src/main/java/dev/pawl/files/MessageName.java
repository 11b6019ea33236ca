package dev.pawl.files;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a message's file. Its text sorts roughly by the time of sending.
 *
 * @param envelope the file that was written: time of sending in milliseconds (12 hexadecimal
 *     digits), sender, number
 * @param index the message's place in the envelope, from 0
 * @param count the number of the next delivery, from 1
 */
record MessageName(String envelope, int index, int count) {
  private static final String ENVELOPE_TEXT = "[0-9a-f]{12}-[0-9a-f]{16}-[0-9a-f]{6,8}";
  private static final Pattern ENVELOPE = Pattern.compile(ENVELOPE_TEXT);
  private static final Pattern TEXT =
      Pattern.compile("(" + ENVELOPE_TEXT + ")\\.([0-9]{4})\\.([0-9]{1,9})");

  /** The name that a text stands for, or none where it is foreign. */
  static Optional<MessageName> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new MessageName(
                matcher.group(1),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3))))
        : Optional.empty();
  }

  static String envelope(long millis, String opening, int number) {
    return "%012x-%s-%06x".formatted(millis, opening, number);
  }

  /** Whether a text could be the name of an envelope, or of a bucket, which is named alike. */
  static boolean isEnvelope(String text) {
    return ENVELOPE.matcher(text).matches();
  }

  MessageName deliveredAgain() {
    return new MessageName(envelope, index, count == 999_999_999 ? count : count + 1);
  }

  @Override
  public String toString() {
    return "%s.%04d.%d".formatted(envelope, index, count);
  }
}
