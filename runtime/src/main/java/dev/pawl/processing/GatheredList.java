package dev.pawl.processing;

import dev.pawl.graph.Blobs;
import dev.pawl.spi.Codec;
import dev.pawl.spi.PortFailure;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A long list that is read from blobs piece by piece: one piece of each level is in memory (at most
 * 1,000 elements, or as many references). Going through it in order reads each blob once; any order
 * works. Safe for use by many threads. A piece that cannot be read is a {@link PortFailure}.
 */
final class GatheredList extends AbstractList<Object> implements RandomAccess {
  /** The type of the lists that inner blobs hold. */
  static final Type CHILDREN = Children.class.getRecordComponents()[0].getGenericType();

  private record Children(List<Gathered> list) {}

  private record Leaf(int from, List<?> elements) {}

  private record Branch(int from, Gathered node, List<Gathered> children) {}

  private final Blobs blobs;
  private final Codec codec;
  private final Type listType;
  private final Gathered root;
  private final List<Branch> path = new ArrayList<>();
  private volatile Leaf leaf = new Leaf(0, List.of());

  /**
   * A list over its root.
   *
   * @param listType the list with the type of its elements
   */
  GatheredList(Blobs blobs, Codec codec, Type listType, Gathered root) {
    this.blobs = blobs;
    this.codec = codec;
    this.listType = listType;
    this.root = root;
    if (root.size() < 0 || root.size() > Integer.MAX_VALUE) {
      throw new PortFailure.Invalid(
          "a gathered list should have at most "
              + Integer.MAX_VALUE
              + " elements, found "
              + root.size());
    }
  }

  @Override
  public int size() {
    return (int) root.size();
  }

  @Override
  public Object get(int index) {
    Leaf known = leaf;
    int place = index - known.from;
    if (place < 0 || place >= known.elements.size()) {
      known = find(Objects.checkIndex(index, size()));
      place = index - known.from;
    }
    return known.elements.get(place);
  }

  private synchronized Leaf find(int index) {
    Gathered node = root;
    int from = 0;
    for (int level = 0; !node.leaf(); level++) {
      Branch branch = branch(level, from, node);
      int child = 0;
      while (child < branch.children.size() && index >= from + branch.children.get(child).size()) {
        from += (int) branch.children.get(child++).size();
      }
      if (child == branch.children.size()) {
        throw new PortFailure.Corrupt(
            "blob " + node.blob().key() + " should hold " + node.size() + " elements, found fewer");
      }
      node = branch.children.get(child);
    }
    List<?> elements = (List<?>) codec.decode(bytes(node), listType);
    if (elements.size() != node.size()) {
      throw new PortFailure.Corrupt(
          "blob "
              + node.blob().key()
              + " should hold "
              + node.size()
              + " elements, found "
              + elements.size());
    }
    Leaf found = new Leaf(from, elements);
    leaf = found;
    return found;
  }

  private Branch branch(int level, int from, Gathered node) {
    if (level < path.size() && path.get(level).node.equals(node)) {
      return path.get(level);
    }
    path.subList(Math.min(level, path.size()), path.size()).clear();
    @SuppressWarnings("unchecked")
    List<Gathered> children = (List<Gathered>) codec.decode(bytes(node), CHILDREN);
    Branch branch = new Branch(from, node, children);
    path.add(branch);
    return branch;
  }

  private byte[] bytes(Gathered node) {
    try (InputStream stream = blobs.read(node.blob())) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new PortFailure.Unavailable(
          "blob " + node.blob().key() + " of a gathered list cannot be read: " + e, e);
    }
  }
}
