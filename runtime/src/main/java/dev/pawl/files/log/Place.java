package dev.pawl.files.log;

/**
 * A place between two batches of a segment.
 *
 * @param offset in bytes from the beginning of the file
 * @param nextPosition the position that the next event has to have
 * @param nextBatch the number that the next batch has to have
 */
record Place(long offset, long nextPosition, long nextBatch) {
  /** Where the first batch of a segment begins. */
  static Place firstOf(SegmentHeader header) {
    return new Place(SegmentHeader.BYTES, header.firstPosition(), header.firstBatch());
  }
}
