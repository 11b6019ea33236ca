package dev.pawl.testkit.faults;

import static dev.pawl.testkit.contract.BlobStoreContract.read;
import static dev.pawl.testkit.contract.BlobStoreContract.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.memory.MemoryBlobStore;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.contract.BlobKeysContract;
import dev.pawl.testkit.contract.BlobReadingContract;
import dev.pawl.testkit.contract.BlobWritingContract;
import dev.pawl.testkit.time.VirtualClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A wrapper whose only faults are planted damages keeps the contract of what it wraps. */
class FaultyBlobStoreTest implements BlobWritingContract, BlobReadingContract, BlobKeysContract {
  private final VirtualClock clock = new VirtualClock();
  private final FaultyBlobStore store =
      new FaultyBlobStore(
          new MemoryBlobStore(clock), BlobFaults.none(), new Random(1), clock::advance);

  @Override
  public BlobStore open() {
    return store;
  }

  @Override
  public boolean damage(BlobRef blob) {
    store.damage(blob.key());
    return true;
  }

  @Test
  void aDamagedBlobGivesWrongBytesAndTellsItAtItsEnd() throws IOException {
    FaultyBlobStore damaging =
        new FaultyBlobStore(
            new MemoryBlobStore(), BlobFaults.none().withDamage(1), new Random(1), clock::advance);
    BlobRef blob = write(damaging, "run-1/out", "right");
    try (InputStream stream = damaging.read(blob)) {
      assertThat(stream.readNBytes(5)).isNotEqualTo("right".getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(stream::read).isInstanceOf(PortFailure.Corrupt.class);
    }
  }

  @Test
  void aFailingCallDoesNothing() throws IOException {
    MemoryBlobStore behind = new MemoryBlobStore();
    BlobRef blob = write(behind, "run-1/out", "kept");
    FaultyBlobStore failing =
        new FaultyBlobStore(
            behind, BlobFaults.none().withUnavailable(1), new Random(1), clock::advance);

    assertThatThrownBy(() -> failing.create("run-1/other"))
        .isInstanceOf(PortFailure.Unavailable.class);
    assertThatThrownBy(() -> failing.delete("run-1/out"))
        .isInstanceOf(PortFailure.Unavailable.class);
    assertThatThrownBy(() -> failing.read(blob)).isInstanceOf(PortFailure.Unavailable.class);
    assertThat(read(behind, blob)).asString().isEqualTo("kept");
  }

  @Test
  void aSlowCallSpendsVirtualTime() throws IOException {
    FaultyBlobStore slow =
        new FaultyBlobStore(
            new MemoryBlobStore(),
            BlobFaults.none().withSlow(1, Duration.ofMinutes(10)),
            new Random(1),
            clock::advance);
    write(slow, "run-1/out", "late");

    assertThat(clock.nanoTime()).isPositive();
  }
}
