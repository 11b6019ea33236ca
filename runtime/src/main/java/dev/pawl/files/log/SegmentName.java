package dev.pawl.files.log;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of the files of a stream's folder. */
final class SegmentName {
  /**
   * Says that a stream is being deleted: whatever else its folder holds does not count any more.
   */
  static final String DELETED = "events.deleted";

  private static final Pattern SEGMENT = Pattern.compile("events-(\\d{6,18})\\.log");

  private SegmentName() {}

  /** The path of a segment: {@code <stream>/events-000001.log}. */
  static String path(String stream, long number) {
    return stream + "/" + file(number);
  }

  static String file(long number) {
    return String.format(Locale.ROOT, "events-%06d.log", number);
  }

  /** Where a segment is made before it gets its name. */
  static String draft(String stream) {
    return stream + "/events.new";
  }

  static String deletedMark(String stream) {
    return stream + "/" + DELETED;
  }

  /** The number of a segment's file, or nothing for other files. */
  static OptionalLong number(String file) {
    Matcher matcher = SEGMENT.matcher(file);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }
}
