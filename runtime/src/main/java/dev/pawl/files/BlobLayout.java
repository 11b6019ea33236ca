package dev.pawl.files;

import dev.pawl.spi.Names;
import dev.pawl.spi.PortFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the blobs of a {@link FileBlobStore} lie beneath its root. Keys that reach a layout were
 * checked before.
 */
public enum BlobLayout {
  /** The key is the path: {@code a/b/c} lies at {@code root/a/b/c}. */
  FLAT {
    @Override
    Path path(Path root, String key) {
      return root.resolve(key);
    }

    @Override
    List<Tree> trees(Path root, String prefix) {
      return List.of(new Tree("", root));
    }
  },

  /**
   * The first segment is a run, and its blobs lie in the run's own folder: {@code RUN/a/b} lies at
   * {@code root/RUN/blobs/a/b}. With the runs of a home as root, a run and its blobs are copied and
   * deleted as one folder.
   */
  BY_RUN {
    @Override
    Path path(Path root, String key) {
      int slash = key.indexOf('/');
      if (slash < 0) {
        throw new PortFailure.Invalid("a blob key should be RUN/NAME, found '" + key + "'");
      }
      return root.resolve(key.substring(0, slash)).resolve(BLOBS).resolve(key.substring(slash + 1));
    }

    @Override
    List<Tree> trees(Path root, String prefix) throws IOException {
      int slash = prefix.indexOf('/');
      List<String> runs =
          slash < 0 ? PrivateFiles.names(root) : List.of(prefix.substring(0, slash));
      List<Tree> trees = new ArrayList<>();
      for (String run : runs) {
        if (run.startsWith(slash < 0 ? prefix : run) && !run.startsWith(".")) {
          trees.add(new Tree(run + "/", root.resolve(run).resolve(BLOBS)));
        }
      }
      return trees;
    }
  };

  private static final String BLOBS = "blobs";

  /** The file of a key. */
  abstract Path path(Path root, String key);

  /** The folders in which blobs with such a prefix can lie. */
  abstract List<Tree> trees(Path root, String prefix) throws IOException;

  /** A folder whose files are blobs: the key is {@code prefix} and the path beneath the folder. */
  record Tree(String prefix, Path folder) {
    /** The key of a file, where its name is one. */
    Optional<String> key(Path file) {
      StringBuilder key = new StringBuilder(prefix);
      for (Path part : folder.relativize(file)) {
        key.append(key.length() == prefix.length() ? "" : "/").append(part);
      }
      try {
        return Optional.of(Names.requireBlobKey(key.toString()));
      } catch (PortFailure.Invalid foreign) {
        return Optional.empty();
      }
    }
  }
}
