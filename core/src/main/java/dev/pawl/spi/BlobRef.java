package dev.pawl.spi;

import java.util.zip.CRC32C;

/**
 * A reference to an immutable blob, small enough to travel in results.
 *
 * @param key the name in the store
 * @param size in bytes
 * @param checksum CRC32C of all bytes, as eight lower-case hexadecimal digits
 */
public record BlobRef(String key, long size, String checksum) {
  public BlobRef {
    Names.requireBlobKey(key);
    if (size < 0) {
      throw new PortFailure.Invalid(
          "size of blob " + key + " should not be negative, found " + size);
    }
    if (!checksum.matches("[0-9a-f]{8}")) {
      throw new PortFailure.Invalid(
          "checksum of blob "
              + key
              + " should be eight hexadecimal digits, found '"
              + checksum
              + "'");
    }
  }

  /** The form of a checksum in references. */
  public static String checksum(CRC32C crc) {
    return String.format("%08x", crc.getValue());
  }
}
