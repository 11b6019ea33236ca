package dev.pawl.files.log;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pawl.spi.EventStore;
import dev.pawl.testkit.contract.EventSpaceContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a real file system of 16 MiB, where this user may mount one; {@link FullDiskTest} shows the
 * same everywhere.
 */
class FullFileSystemTest implements EventSpaceContract {
  @TempDir Path folder;

  @BeforeEach
  void mount() throws Exception {
    boolean mounted =
        folder.getFileSystem().getSeparator().equals("/")
            && run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", folder.toString());
    assumeTrue(mounted, "this user may not mount a small file system");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", folder.toString());
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public EventStore open() {
    return FileEventStore.open(folder.resolve("runs"), FileEventStoreSettings.defaults());
  }

  @Override
  public void fillSpace() {
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      Files.write(folder.resolve("filler"), new byte[(int) free - (512 << 10)]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void freeSpace() {
    try {
      Files.delete(folder.resolve("filler"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
