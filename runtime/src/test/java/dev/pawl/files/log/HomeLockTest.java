package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.spi.PortFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
  @TempDir Path folder;

  /**
   * Another process: it takes the home that it is given, says so, and holds it until it is killed.
   */
  static final class Holder {
    public static void main(String[] arguments) throws IOException {
      try (HomeLock lock = HomeLock.acquire(Path.of(arguments[0]))) {
        System.out.println(Objects.requireNonNull(lock).getClass().getSimpleName());
        System.in.read();
      }
    }
  }

  @Test
  void aHomeIsCreatedForTheUserAloneAndFreeAgainAfterAClose() throws IOException {
    Path home = folder.resolve("a/home");
    for (int i = 0; i < 2; i++) {
      try (HomeLock lock = HomeLock.acquire(home)) {
        assertThat(lock).isNotNull();
        assertThat(Files.readString(home.resolve("lock")))
            .isEqualTo(ProcessHandle.current().pid() + "\n");
      }
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("lock"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aSecondOwnerInTheSameProcessIsRefusedAndTakesNothingFromTheFirst() throws Exception {
    try (HomeLock lock = HomeLock.acquire(folder)) {
      assertThat(lock).isNotNull();
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> HomeLock.acquire(folder))
            .isInstanceOf(PortFailure.Unavailable.class)
            .hasMessageContainingAll(
                folder.toRealPath().toString(), Long.toString(ProcessHandle.current().pid()));
      }
      Process other = start(ProcessBuilder.Redirect.DISCARD);
      assertThat(other.waitFor()).isNotZero();
    }
  }

  @Test
  void aHomeOfAnotherProcessIsRefusedWithItsNumberAndFreeWhenThatIsKilled() throws Exception {
    Process other = start(ProcessBuilder.Redirect.INHERIT);
    try (BufferedReader output = other.inputReader()) {
      assertThat(output.readLine()).isEqualTo("HomeLock");
      assertThat(HomeLock.holder(folder)).contains(Long.toString(other.pid()));
      assertThatThrownBy(() -> HomeLock.acquire(folder))
          .isInstanceOf(PortFailure.Unavailable.class)
          .hasMessageContainingAll(folder.toRealPath().toString(), Long.toString(other.pid()));
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertThat(HomeLock.holder(folder)).isEmpty();
    try (HomeLock lock = HomeLock.acquire(folder)) {
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void theHolderOfAHomeIsThisProcessUntilItClosesAndNobodyWhereThereIsNone() {
    Path home = folder.resolve("home");
    assertThat(HomeLock.holder(home)).isEmpty();
    try (HomeLock lock = HomeLock.acquire(home)) {
      assertThat(lock).isNotNull();
      assertThat(HomeLock.holder(home)).contains(Long.toString(ProcessHandle.current().pid()));
    }
    assertThat(HomeLock.holder(home)).isEmpty();
  }

  @Test
  void aHomeThatIsAFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    assertThatThrownBy(() -> HomeLock.acquire(file))
        .isInstanceOf(PortFailure.Unavailable.class)
        .hasMessageContaining(file.toString());
  }

  private Process start(ProcessBuilder.Redirect errors) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(java, "-cp", classes, Holder.class.getName(), folder.toString())
        .redirectError(errors)
        .start();
  }
}
