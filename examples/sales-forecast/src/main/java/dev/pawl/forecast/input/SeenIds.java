package dev.pawl.forecast.input;

/**
 * Remembers which ids were there before, as 64-bit hashes: at most 32 bytes an id. That two of ten
 * million ids share a hash has a chance of one in 300,000.
 */
final class SeenIds {
  private long[] table = new long[1024];
  private int size;

  /** Notes an id; false where it was there before. */
  boolean add(String id) {
    if (size * 2 >= table.length) {
      grow();
    }
    if (!insert(table, hash(id))) {
      return false;
    }
    size++;
    return true;
  }

  private void grow() {
    long[] larger = new long[table.length * 2];
    for (long hash : table) {
      if (hash != 0) {
        insert(larger, hash);
      }
    }
    table = larger;
  }

  private static boolean insert(long[] into, long hash) {
    int mask = into.length - 1;
    int slot = (int) (hash >>> 32) & mask;
    while (into[slot] != 0) {
      if (into[slot] == hash) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    into[slot] = hash;
    return true;
  }

  /**
   * FNV-1a over the characters, then the finaliser of SplitMix64; never 0, which marks a free slot.
   */
  private static long hash(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    hash ^= hash >>> 31;
    return hash == 0 ? 1 : hash;
  }
}
