package dev.pawl.testkit.handlers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.graph.InputFile;
import dev.pawl.graph.PermanentFailure;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.graph.WorkerInfo;
import dev.pawl.input.PinnedFiles;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Acceptance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestContextTest {
  private final TestContext context = new TestContext();

  record Text(BlobRef blob) {}

  record Shouted(BlobRef blob, int letters) {}

  static final class Shout implements TaskHandler<Text, Shouted> {
    @Override
    public Shouted handle(Text input, TaskContext context) throws IOException {
      try (InputStream stream = context.blobs().read(input.blob())) {
        String loud = new String(stream.readAllBytes(), UTF_8).toUpperCase(Locale.ROOT);
        context.log("shouting " + loud.length() + " letters for " + context.idempotencyKey());
        context.progress(0.5);
        if (context.cancelled()) {
          throw new PermanentFailure("hushed");
        }
        return new Shouted(context.blobs().write("loud", loud.getBytes(UTF_8)), loud.length());
      }
    }
  }

  @Test
  @Acceptance("D04")
  void aHandlerIsTestedWithAnInputAndBlobsInMemory() throws Exception {
    Shouted shouted = context.run(new Shout(), new Text(context.blob("text", "to be")));

    assertThat(shouted.letters()).isEqualTo(5);
    assertThat(context.text(shouted.blob())).isEqualTo("TO BE");
    assertThat(context.logged()).containsExactly("shouting 5 letters for test-1-0");
    assertThat(context.progress()).isEqualTo(0.5);
  }

  @Test
  void aHandlerMeetsCancellationAndBlobsThatExist() {
    Text text = new Text(context.blob("text", "to be"));
    assertThatThrownBy(() -> context.blob("text", "again"))
        .isInstanceOf(PortFailure.Conflict.class);
    context.cancel();
    assertThatThrownBy(() -> context.run(new Shout(), text)).hasMessage("hushed");
  }

  @Test
  void filesAreOpenedOnlyIfTheyArePinned(@TempDir Path folder) throws IOException {
    InputFile file = InputFile.of(Files.writeString(folder.resolve("a.txt"), "abc").toString());
    assertThatThrownBy(() -> context.open(file)).isInstanceOf(PermanentFailure.class);
    try (InputStream stream = context.open(PinnedFiles.pin(file))) {
      assertThat(stream.readAllBytes()).hasSize(3);
    }
  }

  @Test
  void aTestContextIsTheFirstAttemptOfTheFirstTask() {
    assertThat(context.run()).isEqualTo("test");
    assertThat(context.step()).isEqualTo("step");
    assertThat(context.index()).isZero();
    assertThat(context.attempt()).isEqualTo(1);
    assertThat(context.worker()).isEqualTo(new WorkerInfo("test", "default", 1));
  }
}
