package dev.pawl.simulation;

import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore;
import java.io.InputStream;
import java.util.List;

/** A blob store in front of another, for those that change one thing. */
class ForwardingBlobs implements BlobStore {
  final BlobStore blobs;

  ForwardingBlobs(BlobStore blobs) {
    this.blobs = blobs;
  }

  @Override
  public BlobWriter create(String key) {
    return blobs.create(key);
  }

  @Override
  public InputStream read(BlobRef blob) {
    return blobs.read(blob);
  }

  @Override
  public byte[] readRange(BlobRef blob, long offset, int length) {
    return blobs.readRange(blob, offset, length);
  }

  @Override
  public List<BlobEntry> list(String prefix) {
    return blobs.list(prefix);
  }

  @Override
  public void delete(String key) {
    blobs.delete(key);
  }

  @Override
  public void close() {
    blobs.close();
  }
}
