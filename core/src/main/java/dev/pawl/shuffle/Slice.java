package dev.pawl.shuffle;

import dev.pawl.spi.BlobRef;

/**
 * The part of a combined blob that belongs to one partition.
 *
 * @param blob the combined blob
 * @param offset of the first byte
 * @param length in bytes
 * @param checksum CRC32C of these bytes
 */
public record Slice(BlobRef blob, long offset, long length, int checksum) {}
