package dev.pawl.testkit.contract;

import dev.pawl.memory.MemoryBlobStore;
import dev.pawl.spi.BlobStore;

class MemoryBlobStoreTest implements BlobWritingContract, BlobReadingContract, BlobKeysContract {
  private final MemoryBlobStore store = new MemoryBlobStore();

  @Override
  public BlobStore open() {
    return store;
  }
}
