package dev.pawl.graph;

/**
 * A file outside Pawl that a run reads. Written as a path in the input of a run; size and checksum
 * are filled in when the run starts, and a file that has changed since fails the task that opens
 * it.
 *
 * @param path absolute after pinning
 * @param size in bytes, -1 before pinning
 * @param sha256 64 lower-case hexadecimal digits, empty before pinning
 */
public record InputFile(String path, long size, String sha256) {
  /** A file that is not pinned yet. */
  public static InputFile of(String path) {
    return new InputFile(path, -1, "");
  }

  /** Whether size and checksum are known. */
  public boolean pinned() {
    return size >= 0;
  }
}
