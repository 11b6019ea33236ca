package dev.pawl.testkit.contract;

import static dev.pawl.testkit.contract.BlobStoreContract.read;
import static dev.pawl.testkit.contract.BlobStoreContract.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.BlobStore.BlobWriter;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.Guarantee;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Writing and committing blobs. */
public interface BlobWritingContract extends BlobStoreContract {
  @Test
  @Guarantee("B1")
  default void aBlobAppearsAtItsCommitOnly() throws Exception {
    try (BlobStore store = open();
        BlobWriter writer = store.create("run-1/step/0/n/part")) {
      writer.write(new byte[100_000]);
      writer.flush();
      assertThat(store.list("")).isEmpty();

      BlobRef blob = writer.commit();
      assertThat(read(store, blob)).hasSize(100_000);
      assertThat(store.list("")).hasSize(1);
    }
  }

  @Test
  @Guarantee("B2")
  @Acceptance("D01")
  default void overwritingABlobIsRefused() throws Exception {
    try (BlobStore store = open()) {
      BlobRef first = write(store, "run-1/step/0/n/out", "first");

      assertThatThrownBy(() -> write(store, "run-1/step/0/n/out", "second"))
          .isInstanceOf(PortFailure.Conflict.class)
          .hasMessageContaining("run-1/step/0/n/out");
      assertThat(read(store, first)).asString().isEqualTo("first");
      assertThat(store.list("")).hasSize(1);
    }
  }

  @Test
  @Guarantee("B2")
  @Acceptance("D01")
  default void ofSeveralWritersOfAKeyExactlyOneWins() throws Exception {
    int writers = 8;
    try (BlobStore store = open();
        var threads = Executors.newFixedThreadPool(writers)) {
      CountDownLatch ready = new CountDownLatch(writers);
      List<Future<Boolean>> outcomes =
          IntStream.range(0, writers)
              .mapToObj(i -> threads.submit(() -> race(store, ready, i)))
              .toList();
      int won = 0;
      for (Future<Boolean> outcome : outcomes) {
        won += outcome.get() ? 1 : 0;
      }

      assertThat(won).isEqualTo(1);
      assertThat(store.list("")).hasSize(1);
    }
  }

  private static boolean race(BlobStore store, CountDownLatch ready, int number) throws Exception {
    try (BlobWriter writer = store.create("run-1/step/0/n/contested")) {
      writer.write(("writer " + number).getBytes(StandardCharsets.UTF_8));
      ready.countDown();
      ready.await();
      BlobRef mine = writer.commit();
      assertThat(read(store, mine)).asString().isEqualTo("writer " + number);
      return true;
    } catch (PortFailure.Conflict lost) {
      return false;
    }
  }

  @Test
  @Guarantee("B3")
  default void theReferenceCarriesSizeAndChecksumOfWhatWasWritten() throws Exception {
    byte[] bytes = new byte[300_001];
    new Random(7).nextBytes(bytes);
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    try (BlobStore store = open();
        BlobWriter writer = store.create("run-1/step/0/n/out")) {
      writer.write(bytes, 0, 100_000);
      writer.write(bytes[100_000]);
      writer.write(bytes, 100_001, 200_000);

      assertThat(writer.commit())
          .isEqualTo(new BlobRef("run-1/step/0/n/out", bytes.length, BlobRef.checksum(crc)));
    }
  }

  @Test
  @Guarantee("B3")
  default void anEmptyBlobIsABlob() throws Exception {
    try (BlobStore store = open()) {
      BlobRef blob = write(store, "run-1/empty", "");

      assertThat(blob.size()).isZero();
      assertThat(read(store, blob)).isEmpty();
      assertThat(store.readRange(blob, 0, 0)).isEmpty();
    }
  }

  @Test
  @Guarantee("B6")
  default void aWriterThatIsClosedWithoutCommitLeavesNothing() throws Exception {
    try (BlobStore store = open()) {
      try (BlobWriter writer = store.create("run-1/step/0/n/out")) {
        writer.write(1);
      }

      assertThat(store.list("")).isEmpty();
      assertThat(write(store, "run-1/step/0/n/out", "later").size()).isEqualTo(5);
    }
  }

  @Test
  @Guarantee("B9")
  default void aCommittedBlobIsThereForALaterOpening() throws Exception {
    BlobRef blob;
    BlobStore first = open();
    blob = write(first, "run-1/step/0/n/out", "kept");
    first.close();
    try (BlobStore later = open()) {
      assertThat(read(later, blob)).asString().isEqualTo("kept");
    }
  }
}
