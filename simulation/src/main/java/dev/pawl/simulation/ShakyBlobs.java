package dev.pawl.simulation;

import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.PortFailure;
import java.io.InputStream;

/** Blobs whose reads meet damage now and then, and say so, as the contract wants it. */
final class ShakyBlobs extends ForwardingBlobs {
  private final double damaged;
  private final Luck luck;
  private final Tally tally;

  ShakyBlobs(BlobStore blobs, double damaged, Luck luck, Tally tally) {
    super(blobs);
    this.damaged = damaged;
    this.luck = luck;
    this.tally = tally;
  }

  private void shake(BlobRef blob) {
    if (damaged > 0 && luck.happens(damaged)) {
      tally.add(Tally.Mishap.DAMAGED_READ);
      throw new PortFailure.Corrupt("a read of blob " + blob.key() + " was made to meet damage");
    }
  }

  @Override
  public InputStream read(BlobRef blob) {
    shake(blob);
    return blobs.read(blob);
  }

  @Override
  public byte[] readRange(BlobRef blob, long offset, int length) {
    shake(blob);
    return blobs.readRange(blob, offset, length);
  }
}
