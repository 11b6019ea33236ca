package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.engine.Queues;
import dev.pawl.spi.TaskQueue;
import dev.pawl.testkit.Acceptance;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShippedTest {
  @TempDir Path folder;

  @Test
  @Acceptance("L04")
  void oneBuildHoldsEveryAdapterAndEveryProcess() {
    assertThat(new DefinitionLoader().load(List.of()).all())
        .extracting(loaded -> loaded.graph().name())
        .contains("sales-forecast", "wfformat", "word-count");
    for (URI uri : List.of(URI.create("memory:///"), folder.resolve("queue").toUri())) {
      try (TaskQueue queue = Queues.open(uri)) {
        assertThat(queue.capabilities().maximumBytes()).isPositive();
      }
    }
  }
}
