package dev.pawl.simulation;

import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.PortFailure;
import java.io.IOException;

/** Blob stores that break their contract, each in one way. */
final class BrokenBlobs {
  private BrokenBlobs() {}

  /** Gives out damaged bytes in place of a failure (B4). */
  static BlobStore damaged(BlobStore blobs, Luck luck) {
    return new ForwardingBlobs(blobs) {
      @Override
      public byte[] readRange(BlobRef blob, long offset, int length) {
        try {
          return blobs.readRange(blob, offset, length);
        } catch (PortFailure.Corrupt e) {
          byte[] bytes = blobs.readRange(blob, offset, length);
          if (length > 0) {
            bytes[length / 2] ^= 1;
          }
          return bytes;
        }
      }
    };
  }

  /** Now and then a blob is not there after its commit (B9). */
  static BlobStore lost(BlobStore blobs, Luck luck) {
    return new ForwardingBlobs(blobs) {
      @Override
      public BlobWriter create(String key) {
        BlobWriter writer = blobs.create(key);
        return new BlobWriter() {
          @Override
          public void write(int value) throws IOException {
            writer.write(value);
          }

          @Override
          public void write(byte[] source, int offset, int length) throws IOException {
            writer.write(source, offset, length);
          }

          @Override
          public BlobRef commit() throws IOException {
            BlobRef blob = writer.commit();
            if (luck.happens(0.05)) {
              blobs.delete(key);
            }
            return blob;
          }

          @Override
          public void close() throws IOException {
            writer.close();
          }
        };
      }
    };
  }
}
