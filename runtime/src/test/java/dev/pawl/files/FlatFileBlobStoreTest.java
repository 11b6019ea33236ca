package dev.pawl.files;

import dev.pawl.spi.BlobStore;
import dev.pawl.testkit.contract.BlobKeysContract;
import dev.pawl.testkit.contract.BlobWritingContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

class FlatFileBlobStoreTest implements BlobWritingContract, BlobKeysContract {
  @TempDir Path root;

  @Override
  public BlobStore open() {
    return new FileBlobStore(root, BlobLayout.FLAT, InstantSource.system());
  }
}
