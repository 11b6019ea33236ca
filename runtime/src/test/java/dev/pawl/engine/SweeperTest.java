package dev.pawl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.memory.MemoryBlobStore;
import dev.pawl.memory.MemoryEventStore;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.spi.BlobStore.BlobEntry;
import dev.pawl.spi.BlobStore.BlobWriter;
import dev.pawl.spi.EventStore.AppendRequest;
import dev.pawl.testkit.Acceptance;
import dev.pawl.wire.EventCodec;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SweeperTest {
  private final MemoryEventStore store = new MemoryEventStore();
  private final MemoryBlobStore blobs = new MemoryBlobStore();

  @Test
  @Acceptance("D08")
  void blobsOfExecutionsThatLostGoAndThoseOfUndecidedTasksStay() throws IOException {
    write("r1/02-work/0/000000000000000a/data");
    write("r1/02-work/0/000000000000000b/data");
    write("r1/02-work/1/000000000000000b/data");
    write("r2/02-work/0/000000000000000b/data");
    confirm(2, 0, 0xa);

    assertThat(new Sweeper(store, blobs).sweep(new RunId("r1"))).isEqualTo(1);

    assertThat(blobs.list(""))
        .extracting(BlobEntry::key)
        .containsExactly(
            "r1/02-work/0/000000000000000a/data",
            "r1/02-work/1/000000000000000b/data",
            "r2/02-work/0/000000000000000b/data");
  }

  @Test
  @Acceptance("D08")
  void eachRoundOfARepeatHasWinnersOfItsOwn() throws IOException {
    write("r1/02-work/0/000000000000000a/data");
    write("r1/02-work/0/000000000000000b/data");
    write("r1/02-work/0.1/000000000000000a/data");
    write("r1/02-work/0.1/000000000000000b/data");
    write("r1/02-work/0.2/000000000000000c/data");
    confirm(2, 0, 0xa);
    append(new RunEvent.RoundBegan(0, 3, IndexSet.range(1, 3), 1, new byte[] {'1'}));
    confirm(2, 0, 0xb);
    append(new RunEvent.RoundBegan(0, 3, IndexSet.range(1, 3), 2, new byte[] {'2'}));

    assertThat(new Sweeper(store, blobs).sweep(new RunId("r1"))).isEqualTo(2);

    assertThat(blobs.list(""))
        .extracting(BlobEntry::key)
        .containsExactly(
            "r1/02-work/0.1/000000000000000b/data",
            "r1/02-work/0.2/000000000000000c/data",
            "r1/02-work/0/000000000000000a/data");
  }

  private void confirm(int step, int index, long nonce) {
    append(
        new RunEvent.ResultsConfirmed(
            0, step, IndexSet.of(index), List.of(), nonce, Payloads.ofText("{}"), 1, 1));
  }

  private void append(RunEvent event) {
    long epoch = store.acquire("r1");
    long last = store.lastPosition("r1");
    store.append(List.of(new AppendRequest("r1", epoch, last, List.of(EventCodec.encode(event)))));
  }

  private void write(String key) throws IOException {
    try (BlobWriter writer = blobs.create(key)) {
      writer.write(1);
      writer.commit();
    }
  }
}
