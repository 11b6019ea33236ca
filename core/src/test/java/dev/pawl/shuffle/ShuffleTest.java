package dev.pawl.shuffle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.graph.Partition;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore.BlobWriter;
import dev.pawl.spi.PortFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShuffleTest {
  private final StoredBlobs blobs = new StoredBlobs();
  private int manifests;

  @Test
  void aPartitionIsTheSameSliceOfEveryCombinedBlobInTheirOrder() throws IOException {
    BlobRef manifest =
        manifest(3, combined("a", "a0", "a1", "a2"), combined("b", "b0", "b1", "b2"));

    assertThat(texts(manifest, 0)).containsExactly("a0", "b0");
    assertThat(texts(manifest, 2)).containsExactly("a2", "b2");
  }

  @Test
  void emptySlicesAreSkipped() throws IOException {
    BlobRef manifest = manifest(2, combined("a", "", "a1"), combined("b", "b0", ""));

    assertThat(texts(manifest, 0)).containsExactly("b0");
    assertThat(texts(manifest, 1)).containsExactly("a1");
  }

  @Test
  void partitionsThatWereNotWrittenAreEmpty() throws IOException {
    BlobRef blob;
    try (CombinedWriter writer = new CombinedWriter(blobs.create("sparse"), 5)) {
      writer.slice(1).write("one".getBytes(UTF_8));
      writer.slice(3).write('3');
      blob = writer.commit();
    }
    BlobRef manifest = manifest(5, blob);

    assertThat(texts(manifest, 0)).isEmpty();
    assertThat(texts(manifest, 1)).containsExactly("one");
    assertThat(texts(manifest, 3)).containsExactly("3");
    assertThat(texts(manifest, 4)).isEmpty();
  }

  @Test
  void aShuffleOfNothingHasEmptyPartitions() throws IOException {
    assertThat(texts(manifest(4), 3)).isEmpty();
  }

  @Test
  void aThousandPartitionsSurviveTheWay() throws IOException {
    String[] slices = new String[1_000];
    for (int i = 0; i < slices.length; i++) {
      slices[i] = "slice " + i;
    }
    BlobRef manifest = manifest(1_000, combined("a", slices), combined("b", slices));

    for (int i = 0; i < slices.length; i++) {
      assertThat(texts(manifest, i)).containsExactly(slices[i], slices[i]);
    }
  }

  @Test
  void aManifestMadeInSeveralBandsIsTheSame() throws IOException {
    String[] slices = new String[600];
    for (int i = 0; i < slices.length; i++) {
      slices[i] = "slice " + i;
    }
    List<BlobRef> sources = List.of(combined("a", slices), combined("b", slices));
    BlobRef inBands;
    try (BlobWriter writer = blobs.create("bands")) {
      inBands = ShuffleManifest.write(blobs, sources, 600, writer, 1);
    }

    assertThat(inBands.checksum())
        .isEqualTo(manifest(600, sources.toArray(BlobRef[]::new)).checksum());
  }

  @Test
  void theManifestTakesOneReadOfEachBlobAndAPartitionTwoReadsOfTheManifest() throws IOException {
    BlobRef first = combined("a", "a0", "a1");
    BlobRef second = combined("b", "b0", "b1");

    BlobRef manifest = manifest(2, first, second);
    assertThat(blobs.rangeReads).isEqualTo(2);

    PartitionReader reader = new PartitionReader(blobs, new Partition(manifest, 1));
    assertThat(blobs.rangeReads).isEqualTo(4);
    assertThat(reader.size()).isEqualTo(4);
    assertThat(reader.slices()).extracting(Slice::length).containsExactly(2L, 2L);
  }

  @Test
  void manySourcesWithLongKeysAreListedWhole() throws IOException {
    List<BlobRef> sources = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      sources.add(combined("k".repeat(300) + i, "x" + i));
    }
    BlobRef manifest = manifest(1, sources.toArray(BlobRef[]::new));

    assertThat(ShuffleManifest.read(blobs, manifest).sources()).isEqualTo(sources);
    assertThat(texts(manifest, 0)).hasSize(500).contains("x499");
  }

  @Test
  void aLongSliceIsStreamedInPieces() throws IOException {
    byte[] bytes = new byte[3 << 20];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    BlobRef blob;
    try (CombinedWriter writer = new CombinedWriter(blobs.create("long"), 1)) {
      writer.nextSlice().write(bytes);
      blob = writer.commit();
    }

    try (InputStream stream =
        new PartitionReader(blobs, new Partition(manifest(1, blob), 0)).iterator().next()) {
      assertThat(stream.readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void aDamagedSliceIsNeverReadToItsEnd() throws IOException {
    BlobRef blob = combined("a", "a slice of some length");
    PartitionReader reader = new PartitionReader(blobs, new Partition(manifest(1, blob), 0));
    blobs.damage(
        blob,
        bytes -> {
          bytes[3] ^= 4;
          return bytes;
        });

    assertThatThrownBy(() -> reader.iterator().next().readAllBytes())
        .isInstanceOf(PortFailure.Corrupt.class)
        .hasMessageContaining("combined blob a should have checksum");
  }

  @Test
  void everyByteOfADamagedFooterIsNoticed() throws IOException {
    BlobRef blob = combined("a", "one", "two", "three");
    for (long at = "onetwothree".length(); at < blob.size(); at++) {
      BlobRef flipped = blobs.flipped(blob, at);
      assertThatThrownBy(() -> manifest(3, flipped))
          .as("byte %d", at)
          .isInstanceOf(PortFailure.Corrupt.class);
    }
  }

  @Test
  void everyByteOfADamagedManifestIsNoticed() throws IOException {
    BlobRef manifest = manifest(2, combined("a", "a0", "a1"), combined("b", "b0", "b1"));
    for (long at = 0; at < manifest.size(); at++) {
      BlobRef flipped = blobs.flipped(manifest, at);
      assertThatThrownBy(() -> List.of(texts(flipped, 0), texts(flipped, 1)))
          .as("byte %d", at)
          .isInstanceOf(PortFailure.Corrupt.class);
    }
  }

  @Test
  void aBlobOfAnotherKindOrNumberOfSlicesIsRefused() throws IOException {
    BlobRef two = combined("two", "0", "1");
    BlobRef text =
        blobs.write(
            "text", "no combined blob at all, though long enough for a footer".getBytes(UTF_8));
    BlobRef tiny = blobs.write("tiny", new byte[3]);

    assertThatThrownBy(() -> manifest(3, two))
        .hasMessageContaining("should have 3 slices, found 2");
    assertThatThrownBy(() -> manifest(9, two))
        .hasMessageContaining("should have 9 slices, found 2");
    assertThatThrownBy(() -> manifest(1, text)).hasMessageContaining("should be a combined blob");
    assertThatThrownBy(() -> manifest(1, tiny)).hasMessageContaining("should be a combined blob");
  }

  @Test
  void slicesAreWrittenInTheOrderOfThePartitions() throws IOException {
    try (CombinedWriter writer = new CombinedWriter(blobs.create("order"), 3)) {
      OutputStream first = writer.slice(1);
      assertThatThrownBy(() -> writer.slice(1))
          .hasMessageContaining("should be of partition 2 to 2, found 1");
      writer.nextSlice();
      assertThatThrownBy(() -> first.write(1))
          .hasMessageContaining("the slice of partition 1 has ended");
      assertThatThrownBy(writer::nextSlice).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aPartitionThatDoesNotExistIsRefused() throws IOException {
    BlobRef manifest = manifest(2, combined("a", "a0", "a1"));
    assertThatThrownBy(() -> texts(manifest, 2)).hasMessageContaining("should be 0 to 1, found 2");
  }

  private BlobRef combined(String name, String... slices) throws IOException {
    try (CombinedWriter writer = new CombinedWriter(blobs.create(name), slices.length)) {
      for (String slice : slices) {
        writer.nextSlice().write(slice.getBytes(UTF_8));
      }
      return writer.commit();
    }
  }

  private BlobRef manifest(int parts, BlobRef... combined) throws IOException {
    try (BlobWriter writer = blobs.create("manifest-" + manifests++)) {
      return ShuffleManifest.write(blobs, List.of(combined), parts, writer);
    }
  }

  private List<String> texts(BlobRef manifest, int partition) {
    List<String> texts = new ArrayList<>();
    for (InputStream stream : new PartitionReader(blobs, new Partition(manifest, partition))) {
      try (stream) {
        texts.add(new String(stream.readAllBytes(), UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return texts;
  }
}
