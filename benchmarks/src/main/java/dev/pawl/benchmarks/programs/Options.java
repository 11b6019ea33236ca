package dev.pawl.benchmarks.programs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What {@link Measuring} is told: {@code peers|pawl ROOT FILE [--repetitions R] [--more] [--small]
 * [VARIANT…]}.
 *
 * @param root of the repository
 * @param file where the results are kept
 * @param repetitions of each program
 * @param more whether they are added to those in the file, in place of beginning anew
 * @param small whether little is done, to see that all of it runs
 * @param names of variants; all where it is empty
 */
record Options(
    Subject what,
    Path root,
    Path file,
    int repetitions,
    boolean more,
    boolean small,
    Set<PawlVariants> names) {

  static Options of(String... arguments) {
    if (arguments.length < 3) {
      throw new IllegalArgumentException("expected peers or pawl, a folder and a file");
    }
    List<String> rest = new ArrayList<>(List.of(arguments).subList(3, arguments.length));
    int repetitions = 3;
    int at = rest.indexOf("--repetitions");
    if (at >= 0 && at + 1 < rest.size()) {
      repetitions = Integer.parseInt(rest.remove(at + 1));
      rest.remove(at);
    }
    boolean more = rest.remove("--more");
    boolean small = rest.remove("--small");
    Set<PawlVariants> names = EnumSet.noneOf(PawlVariants.class);
    rest.forEach(
        name -> names.add(PawlVariants.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'))));
    return new Options(
        Subject.valueOf(arguments[0].toUpperCase(Locale.ROOT)),
        Path.of(arguments[1]),
        Path.of(arguments[2]),
        small ? 1 : repetitions,
        more,
        small,
        names);
  }
}
