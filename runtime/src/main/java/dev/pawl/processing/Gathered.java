package dev.pawl.processing;

import dev.pawl.spi.BlobRef;

/**
 * A list, or a part of it, that lies in a blob; the result of a gathering task.
 *
 * @param size number of elements
 * @param leaf whether the blob is the JSON list of the elements; else of further {@code Gathered}
 * @param blob JSON
 */
public record Gathered(long size, boolean leaf, BlobRef blob) {}
