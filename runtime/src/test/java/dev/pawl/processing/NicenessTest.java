package dev.pawl.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class NicenessTest {
  private static final int NICE_FIELD = 16;

  @Test
  @EnabledOnOs(OS.LINUX)
  void itIsThatOfTheThreadAloneThatAskedForIt() throws Exception {
    String before = niceness();
    FutureTask<String> other =
        new FutureTask<>(() -> {
          Niceness.set(10);
          return niceness();
        });
    Thread.ofPlatform().start(other);

    assertThat(other.get()).isEqualTo("10");
    assertThat(niceness()).isEqualTo(before);
  }

  /** The fields of this file are those of proc_pid_stat(5), counted from the one after the name. */
  private static String niceness() throws Exception {
    String stat = Files.readString(Path.of("/proc/thread-self/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE_FIELD];
  }
}
