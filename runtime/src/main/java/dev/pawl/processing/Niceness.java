package dev.pawl.processing;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Lets a thread go behind the others of its process. Java's own priorities of threads do nothing on
 * Linux; its scheduler knows the niceness of each. Safe for use by many threads.
 */
public final class Niceness {
  private static final int PRIO_PROCESS = 0;
  private static final int CALLER = 0;
  private static final Optional<MethodHandle> SET_PRIORITY = link();

  private Niceness() {}

  /** Sets the niceness of this thread, 0 to 19; does nothing where this system cannot do so. */
  public static void set(int nice) {
    SET_PRIORITY.ifPresent(set -> {
      try {
        var _ = (int) set.invokeExact(PRIO_PROCESS, CALLER, nice);
      } catch (Throwable e) {
        throw new IllegalStateException("a native call should not throw, found " + e, e);
      }
    });
  }

  /** Off Linux, and where native access was not allowed to Pawl, there is none. */
  @SuppressWarnings("restricted")
  private static Optional<MethodHandle> link() {
    if (!System.getProperty("os.name").equals("Linux")
        || !Niceness.class.getModule().isNativeAccessEnabled()) {
      return Optional.empty();
    }
    try {
      Linker linker = Linker.nativeLinker();
      FunctionDescriptor ints =
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT);
      return linker
          .defaultLookup()
          .find("setpriority")
          .map(address -> linker.downcallHandle(address, ints));
    } catch (RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }
}
