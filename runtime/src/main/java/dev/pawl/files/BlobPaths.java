package dev.pawl.files;

import dev.pawl.spi.BlobStore.BlobEntry;
import dev.pawl.spi.Names;
import dev.pawl.spi.PortFailure;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way from keys to files and back. No key and no symbolic link leads out of the root. */
record BlobPaths(Path root, BlobLayout layout) {
  private static final int LONGEST_SEGMENT = 255;

  /** The file of a key, which need not exist; no part of the way to it is a symbolic link. */
  Path file(String key) {
    Names.requireBlobKey(key);
    Path file = layout.path(root, key);
    for (Path segment : root.relativize(file)) {
      int length = segment.toString().length();
      if (length > LONGEST_SEGMENT) {
        throw new PortFailure.Invalid(
            "a segment of a blob key in files should have at most "
                + LONGEST_SEGMENT
                + " characters, found "
                + length
                + " in "
                + key);
      }
    }
    Optional<Path> link = linkOnTheWay(file);
    if (link.isPresent()) {
      throw new PortFailure.Invalid(
          "blob "
              + key
              + " should lie in folders of its store, found a symbolic link at "
              + link.get());
    }
    return file;
  }

  private Optional<Path> linkOnTheWay(Path file) {
    Path way = root;
    for (Path part : root.relativize(file)) {
      way = way.resolve(part);
      if (Files.isSymbolicLink(way)) {
        return Optional.of(way);
      }
    }
    return Optional.empty();
  }

  /** All blobs under a prefix, sorted by key. */
  List<BlobEntry> list(String prefix) throws IOException {
    Names.requirePrefix(prefix);
    List<BlobEntry> entries = new ArrayList<>();
    for (BlobLayout.Tree tree : layout.trees(root, prefix)) {
      Path start = start(tree, prefix);
      if (linkOnTheWay(start).isEmpty()) {
        Files.walkFileTree(start, new Lister(tree, prefix, entries));
      }
    }
    entries.sort(Comparator.comparing(BlobEntry::key));
    return entries;
  }

  /** The deepest folder that holds all keys of a prefix. */
  private static Path start(BlobLayout.Tree tree, String prefix) {
    int slash = prefix.lastIndexOf('/');
    return slash < tree.prefix().length()
        ? tree.folder()
        : tree.folder().resolve(prefix.substring(tree.prefix().length(), slash));
  }

  /** Removes folders that a deletion has left empty, up to the one that is the blobs' own. */
  void pruneAbove(Path file, String key) throws IOException {
    int folders =
        (int) key.chars().filter(c -> c == '/').count() - (layout == BlobLayout.BY_RUN ? 1 : 0);
    Path folder = file.getParent();
    for (int i = 0; i < folders && folder != null && removedEmpty(folder); i++) {
      folder = folder.getParent();
    }
  }

  private static boolean removedEmpty(Path folder) throws IOException {
    try {
      return Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException used) {
      return false;
    }
  }

  /** Collects blobs; what is no regular file, or has a name that no blob can have, is none. */
  private static final class Lister extends SimpleFileVisitor<Path> {
    private final BlobLayout.Tree tree;
    private final String prefix;
    private final List<BlobEntry> entries;

    Lister(BlobLayout.Tree tree, String prefix, List<BlobEntry> entries) {
      this.tree = tree;
      this.prefix = prefix;
      this.entries = entries;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return folder.getFileName().toString().startsWith(".")
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        tree.key(file)
            .filter(key -> key.startsWith(prefix))
            .ifPresent(key ->
                entries.add(
                    new BlobEntry(
                        key, attributes.size(), attributes.lastModifiedTime().toMillis())));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
      return FileVisitResult.CONTINUE;
    }
  }
}
