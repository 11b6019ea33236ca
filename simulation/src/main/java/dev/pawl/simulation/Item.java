package dev.pawl.simulation;

/** What the simulated processes compute with. */
record Item(long value) {
  private static final long MODULUS = 1_000_003;

  /** An item that depends on this one and a number. */
  Item mixed(long number) {
    return new Item(Math.floorMod(value * 31 + number * 17 + 7, MODULUS));
  }

  /** A number from 0 to {@code most} that depends on this item. */
  int width(int most) {
    return (int) (value % (most + 1));
  }
}
