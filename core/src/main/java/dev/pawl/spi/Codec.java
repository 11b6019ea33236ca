package dev.pawl.spi;

import java.lang.reflect.Type;

/**
 * Turns inputs and results into JSON and back. The encoding of a list is the encodings of its
 * elements, joined by commas in brackets, so that lists can be put together from parts that were
 * encoded apart.
 *
 * <p>Unknown fields are ignored; a missing one is {@link PortFailure.Invalid}, naming it.
 * Implementations are safe for use by many threads.
 */
public interface Codec {
  /** UTF-8 JSON of a value. */
  byte[] encode(Object value, Type type);

  /** The value of UTF-8 JSON. */
  Object decode(byte[] json, Type type);

  /**
   * Throws {@link PortFailure.Invalid} with the reason where values of this type cannot be written
   * or read.
   */
  void check(Type type);
}
