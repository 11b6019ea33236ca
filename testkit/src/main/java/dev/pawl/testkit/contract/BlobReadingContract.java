package dev.pawl.testkit.contract;

import static dev.pawl.testkit.contract.BlobStoreContract.read;
import static dev.pawl.testkit.contract.BlobStoreContract.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.Guarantee;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reading blobs, whole and in ranges, and finding out what is damaged. */
public interface BlobReadingContract extends BlobStoreContract {
  @Test
  @Guarantee("B4")
  default void aBlobIsReadAsItWasWritten() throws Exception {
    byte[] bytes = new byte[1_000_003];
    new Random(3).nextBytes(bytes);
    try (BlobStore store = open()) {
      BlobRef blob = write(store, "run-1/step/0/n/out", bytes);

      assertThat(read(store, blob)).isEqualTo(bytes);
      assertThat(store.readRange(blob, 0, 10)).isEqualTo(Arrays.copyOf(bytes, 10));
      assertThat(store.readRange(blob, 500_000, 4096))
          .isEqualTo(Arrays.copyOfRange(bytes, 500_000, 504_096));
      assertThat(store.readRange(blob, bytes.length - 1, 1))
          .containsExactly(bytes[bytes.length - 1]);
    }
  }

  @Test
  @Guarantee("B4")
  @Acceptance("D07")
  default void aBlobOtherThanItsReferenceIsNotRead() throws Exception {
    try (BlobStore store = open()) {
      BlobRef blob = write(store, "run-1/step/0/n/out", "found");
      BlobRef otherBytes =
          new BlobRef(
              blob.key(),
              blob.size(),
              blob.checksum().equals("00000000") ? "00000001" : "00000000");
      BlobRef otherSize = new BlobRef(blob.key(), blob.size() + 1, blob.checksum());

      assertThatThrownBy(() -> read(store, otherBytes))
          .isInstanceOf(PortFailure.Corrupt.class)
          .hasMessageContaining(blob.key());
      assertThatThrownBy(() -> read(store, otherSize))
          .isInstanceOf(PortFailure.Corrupt.class)
          .hasMessageContaining(blob.key());
      assertThatThrownBy(() -> store.readRange(otherSize, 0, 1))
          .isInstanceOf(PortFailure.Corrupt.class);
      assertThat(read(store, blob)).asString().isEqualTo("found");
    }
  }

  @Test
  @Guarantee("B4")
  @Acceptance("D07")
  default void aBlobThatWasDamagedIsNotRead() throws Exception {
    try (BlobStore store = open()) {
      BlobRef blob = write(store, "run-1/step/0/n/out", new byte[200_000]);
      assertThat(read(store, blob)).hasSize(200_000);
      if (damage(blob)) {
        assertThatThrownBy(() -> read(store, blob))
            .isInstanceOf(PortFailure.Corrupt.class)
            .hasMessageContaining(blob.key());
        try (BlobStore later = open()) {
          assertThatThrownBy(() -> read(later, blob)).isInstanceOf(PortFailure.Corrupt.class);
        }
      } else {
        assertThat(read(store, blob)).hasSize(200_000);
      }
    }
  }

  @Test
  @Guarantee("B4")
  @Acceptance("D07")
  default void aBlobThatWasCutIsNotRead() throws Exception {
    try (BlobStore store = open()) {
      BlobRef blob = write(store, "run-1/step/0/n/out", new byte[200_000]);
      if (truncate(blob)) {
        assertThatThrownBy(() -> read(store, blob)).isInstanceOf(PortFailure.Corrupt.class);
        assertThatThrownBy(() -> store.readRange(blob, 0, 1))
            .isInstanceOf(PortFailure.Corrupt.class);
      } else {
        assertThat(store.readRange(blob, 199_999, 1)).hasSize(1);
      }
    }
  }

  @Test
  @Guarantee("B5")
  default void aBlobThatDoesNotExistIsNamed() {
    try (BlobStore store = open()) {
      BlobRef missing = new BlobRef("run-1/step/0/n/none", 3, "00000000");

      assertThatThrownBy(() -> read(store, missing))
          .isInstanceOf(PortFailure.Invalid.class)
          .hasMessageContaining(missing.key());
      assertThatThrownBy(() -> store.readRange(missing, 0, 1))
          .isInstanceOf(PortFailure.Invalid.class)
          .hasMessageContaining(missing.key());
    }
  }

  @Test
  @Guarantee("B5")
  default void aRangeBeyondTheEndIsRefused() throws Exception {
    try (BlobStore store = open()) {
      BlobRef blob = write(store, "run-1/step/0/n/out", "12345");

      assertThat(store.readRange(blob, 5, 0)).isEmpty();
      assertThatThrownBy(() -> store.readRange(blob, 3, 3)).isInstanceOf(PortFailure.Invalid.class);
      assertThatThrownBy(() -> store.readRange(blob, -1, 2))
          .isInstanceOf(PortFailure.Invalid.class);
      assertThatThrownBy(() -> store.readRange(blob, 0, -1))
          .isInstanceOf(PortFailure.Invalid.class);
      assertThatThrownBy(() -> store.readRange(blob, Long.MAX_VALUE, 1))
          .isInstanceOf(PortFailure.Invalid.class);
    }
  }
}
