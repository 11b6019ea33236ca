package dev.pawl.files.log;

import dev.pawl.spi.PortFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Holds a home for one process, by a lock of the operating system on its file {@code lock}, which
 * ends with the process, whatever ends it: nothing has to be cleaned after a kill. The file names
 * the process that holds it, or held it last. Readers need no lock.
 */
public final class HomeLock implements AutoCloseable {
  /** The lock lies behind the text, because some systems forbid others to read locked bytes. */
  private static final long LOCKED_BYTE = 1L << 40;

  /**
   * Homes of this JVM: to open and close the file of a lock that this process holds already would
   * give the lock back.
   */
  private static final Set<Path> HELD = new HashSet<>();

  /** Who asks for the holder has the lock for an instant, and must not be taken for one. */
  private static final int TRIES = 20;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Path home;
  private final FileChannel channel;

  private HomeLock(Path home, FileChannel channel) {
    this.home = home;
    this.channel = channel;
  }

  /**
   * Takes a home, which is created, for the user alone, where it does not exist.
   *
   * @throws PortFailure.Unavailable where another process holds it, or its folder cannot be
   *     written; the message names both
   */
  public static HomeLock acquire(Path home) {
    synchronized (HELD) {
      return acquireAlone(home);
    }
  }

  private static HomeLock acquireAlone(Path home) {
    try {
      Path real = PrivateFiles.createFolder(home).toRealPath();
      if (HELD.contains(real)) {
        throw taken(real, "this process (" + ProcessHandle.current().pid() + ")");
      }
      HomeLock lock = lock(real);
      HELD.add(real);
      return lock;
    } catch (IOException e) {
      throw new PortFailure.Unavailable(
          "home " + home + " should be a folder that this user can write, found: " + e, e);
    }
  }

  /**
   * The process that holds a home now, as its number; empty where the home is free or does not
   * exist. Takes nothing and changes nothing; the answer may be old when it arrives.
   */
  public static Optional<String> holder(Path home) {
    synchronized (HELD) {
      Path file = home.resolve("lock");
      try {
        if (!Files.isRegularFile(file)) {
          return Optional.empty();
        }
        if (HELD.contains(home.toRealPath())) {
          return Optional.of(Long.toString(ProcessHandle.current().pid()));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            @Nullable FileLock lock = channel.tryLock(LOCKED_BYTE, 1, true)) {
          return lock == null ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        }
      } catch (IOException e) {
        throw new PortFailure.Unavailable(file + " should be readable, found: " + e, e);
      }
    }
  }

  private static HomeLock lock(Path home) throws IOException {
    FileChannel channel =
        PrivateFiles.open(
            home.resolve("lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      for (int i = 1; lock == null && i < TRIES; i++) {
        LockSupport.parkNanos(PAUSE_NANOS);
        lock = channel.tryLock(LOCKED_BYTE, 1, false);
      }
      if (lock == null) {
        throw taken(home, "process " + Files.readString(home.resolve("lock")).strip());
      }
      byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
      return new HomeLock(home, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static PortFailure.Unavailable taken(Path home, String holder) {
    return new PortFailure.Unavailable(
        "home "
            + home
            + " should be free, found that "
            + holder
            + " uses it; stop that one, or choose another home");
  }

  @Override
  public void close() {
    synchronized (HELD) {
      giveBack();
    }
  }

  private void giveBack() {
    try {
      channel.close();
      HELD.remove(home);
    } catch (IOException e) {
      throw new PortFailure.Unavailable(
          "the lock of home " + home + " should have been given back, found: " + e, e);
    }
  }
}
