package dev.pawl.files;

import static dev.pawl.testkit.contract.BlobStoreContract.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.spi.BlobRef;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Acceptance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No key leads out of the folder of the store. */
class BlobPathAttacksTest {
  private static final List<String> PARTS =
      List.of(
          "..",
          ".",
          "",
          "/",
          "//",
          "\\",
          "..\\",
          "%2e%2e",
          "%2f",
          "..%2f",
          "\0",
          "a",
          "b.c",
          "-",
          "_",
          ".temporary",
          "~",
          "link",
          "C:",
          "\u2025",
          "\uff0e\uff0e",
          "\u2215",
          "\n",
          " ",
          "*",
          "...",
          "x".repeat(300),
          "secret",
          "run-1",
          "blobs",
          "\ud800");

  @TempDir Path folder;
  private Path runs;
  private FileBlobStore store;

  @BeforeEach
  void aSecretBesideTheStore() throws IOException {
    runs = Files.createDirectory(folder.resolve("runs"));
    Files.writeString(folder.resolve("secret"), "secret");
    store = FileBlobStore.ofRuns(runs);
  }

  @Test
  @Acceptance("E16")
  void tenThousandAttacksOnKeysStayInTheStore() throws IOException {
    Random random = new Random(20_261);
    for (int i = 0; i < 10_000; i++) {
      attack(attackingKey(random));
    }

    try (Stream<Path> outside = Files.list(folder)) {
      assertThat(outside).containsExactlyInAnyOrder(runs, folder.resolve("secret"));
    }
    assertThat(folder.resolve("secret")).hasContent("secret");
  }

  private static String attackingKey(Random random) {
    StringBuilder key = new StringBuilder();
    for (int parts = 1 + random.nextInt(6); parts > 0; parts--) {
      key.append(PARTS.get(random.nextInt(PARTS.size()))).append(random.nextBoolean() ? "/" : "");
    }
    return key.toString();
  }

  /** What is refused is Invalid; what is not lies in the folder of its run. */
  private void attack(String key) throws IOException {
    try {
      Path file = new BlobPaths(runs, BlobLayout.BY_RUN).file(key);
      Path blobs = runs.resolve(key.substring(0, key.indexOf('/'))).resolve("blobs");
      assertThat(file.normalize().startsWith(blobs)).as(key).isTrue();
      store.delete(key);
      store.create(key).close();
      assertThatThrownBy(() -> store.read(new BlobRef(key, 6, "00000000")))
          .isInstanceOf(PortFailure.Invalid.class);
      assertThat(store.list(key)).isEmpty();
    } catch (PortFailure.Invalid refused) {
      assertThat(refused).hasMessageContaining("key");
      assertThatThrownBy(() -> store.create(key)).isInstanceOf(PortFailure.Invalid.class);
      assertThatThrownBy(() -> store.delete(key)).isInstanceOf(PortFailure.Invalid.class);
    }
  }

  @Test
  @Acceptance("E16")
  void symbolicLinksInTheStoreAreNotFollowed() throws IOException {
    write(store, "run-1/out", "x");
    Files.createSymbolicLink(runs.resolve("run-1/blobs/link"), folder);
    Files.createSymbolicLink(runs.resolve("run-1/blobs/file"), folder.resolve("secret"));
    Files.createDirectory(runs.resolve("run-2"));
    Files.createSymbolicLink(runs.resolve("run-2/blobs"), folder);

    for (String key : List.of("run-1/link/secret", "run-1/file", "run-2/secret")) {
      BlobRef blob = new BlobRef(key, 6, "00000000");
      assertThatThrownBy(() -> store.read(blob)).as(key).isInstanceOf(PortFailure.Invalid.class);
      assertThatThrownBy(() -> store.readRange(blob, 0, 1))
          .as(key)
          .isInstanceOf(PortFailure.Invalid.class);
      assertThatThrownBy(() -> write(store, key, "overwritten"))
          .as(key)
          .isInstanceOf(PortFailure.class);
      assertThatThrownBy(() -> store.delete(key)).as(key).isInstanceOf(PortFailure.Invalid.class);
    }
    assertThat(store.list("")).hasSize(1);
    assertThat(store.list("run-2/")).isEmpty();
    assertThat(store.list("run-1/link/")).isEmpty();
    assertThat(folder.resolve("secret")).hasContent("secret");
  }
}
