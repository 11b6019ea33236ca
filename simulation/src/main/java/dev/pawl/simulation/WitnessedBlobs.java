package dev.pawl.simulation;

import dev.pawl.run.RunId;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Blobs whose bytes are kept when they are written, and held against whatever is read. */
final class WitnessedBlobs extends ForwardingBlobs {
  private final Map<String, byte[]> written = new HashMap<>();

  private final Consumer<Violation> onViolation;

  /**
   * Witnesses a store.
   *
   * @param onViolation told besides what is thrown: that reaches the task that reads or writes
   */
  WitnessedBlobs(BlobStore blobs, Consumer<Violation> onViolation) {
    super(blobs);
    this.onViolation = onViolation;
  }

  @Override
  public BlobWriter create(String key) {
    return new Witnessed(key, blobs.create(key));
  }

  @Override
  public InputStream read(BlobRef blob) {
    try (InputStream stream = blobs.read(blob)) {
      byte[] found = stream.readAllBytes();
      require(blob, found, Objects.requireNonNull(written.get(blob.key())));
      return new ByteArrayInputStream(found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] readRange(BlobRef blob, long offset, int length) {
    byte[] found = blobs.readRange(blob, offset, length);
    byte[] whole = Objects.requireNonNull(written.get(blob.key()));
    require(blob, found, Arrays.copyOfRange(whole, (int) offset, (int) offset + length));
    return found;
  }

  /** Removes the blobs of a run. */
  void forget(RunId run) {
    for (String key : List.copyOf(written.keySet())) {
      if (key.startsWith(run + "/")) {
        blobs.delete(key);
        written.remove(key);
      }
    }
  }

  private void require(BlobRef blob, byte[] found, byte[] right) {
    if (!Arrays.equals(found, right)) {
      throw violation("a read of blob " + blob.key() + " gives other bytes than were written");
    }
  }

  private Violation violation(String what) {
    Violation violation = new Violation("G9: " + what);
    onViolation.accept(violation);
    return violation;
  }

  private final class Witnessed extends BlobWriter {
    private final String key;
    private final BlobWriter writer;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Witnessed(String key, BlobWriter writer) {
      this.key = key;
      this.writer = writer;
    }

    @Override
    public void write(int value) throws IOException {
      writer.write(value);
      bytes.write(value);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      writer.write(source, offset, length);
      bytes.write(source, offset, length);
    }

    @Override
    public BlobRef commit() throws IOException {
      BlobRef blob = writer.commit();
      if (written.putIfAbsent(key, bytes.toByteArray()) != null) {
        throw violation("blob " + key + " is written twice");
      }
      return blob;
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }
}
