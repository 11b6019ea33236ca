package dev.pawl.files.log;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reserves space of a file without writing it, by {@code posix_fallocate} where there is one: a
 * large batch is written once then, not twice. Safe for use by many threads.
 */
final class Reservation {
  private static final int READ_AND_WRITE = 2;
  private static final int NO_SPACE = 28;
  private static final int QUOTA = 122;
  private static final Optional<Reservation> NATIVE = link();

  private final MethodHandle open;
  private final MethodHandle allocate;
  private final MethodHandle close;

  private Reservation(MethodHandle open, MethodHandle allocate, MethodHandle close) {
    this.open = open;
    this.allocate = allocate;
    this.close = close;
  }

  /**
   * Lets a file have space, read as zeros, from one offset to another.
   *
   * @return false where this system cannot do so: nothing was done
   * @throws IOException where there is no space
   */
  static boolean reserve(Path file, long from, long to) throws IOException {
    return NATIVE.isPresent() && NATIVE.get().tryReserve(file, from, to);
  }

  /** Off Linux, and where native access was not allowed to Pawl, there is none. */
  @SuppressWarnings("restricted")
  private static Optional<Reservation> link() {
    if (!System.getProperty("os.name").equals("Linux")
        || !Reservation.class.getModule().isNativeAccessEnabled()) {
      return Optional.empty();
    }
    try {
      Linker linker = Linker.nativeLinker();
      SymbolLookup names = linker.defaultLookup();
      return Optional.of(
          new Reservation(
              linker.downcallHandle(
                  names.findOrThrow("open"),
                  FunctionDescriptor.of(
                      ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                  Linker.Option.firstVariadicArg(2)),
              linker.downcallHandle(
                  names.findOrThrow("posix_fallocate"),
                  FunctionDescriptor.of(
                      ValueLayout.JAVA_INT,
                      ValueLayout.JAVA_INT,
                      ValueLayout.JAVA_LONG,
                      ValueLayout.JAVA_LONG)),
              linker.downcallHandle(
                  names.findOrThrow("close"),
                  FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))));
    } catch (RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }

  private boolean tryReserve(Path file, long from, long to) throws IOException {
    int error;
    try (Arena arena = Arena.ofConfined()) {
      int descriptor = (int) open.invokeExact(arena.allocateFrom(file.toString()), READ_AND_WRITE);
      if (descriptor < 0) {
        return false;
      }
      error = (int) allocate.invokeExact(descriptor, from, to - from);
      var _ = (int) close.invokeExact(descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException("a native call should not throw, found " + e, e);
    }
    if (error == NO_SPACE || error == QUOTA) {
      throw new IOException("No space left on device for " + (to - from) + " bytes of " + file);
    }
    return error == 0;
  }
}
