package dev.pawl.files;

import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore;
import dev.pawl.testkit.contract.BlobKeysContract;
import dev.pawl.testkit.contract.BlobReadingContract;
import dev.pawl.testkit.contract.BlobWritingContract;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTest implements BlobWritingContract, BlobReadingContract, BlobKeysContract {
  @TempDir Path runs;

  @Override
  public BlobStore open() {
    return FileBlobStore.ofRuns(runs);
  }

  @Override
  public boolean damage(BlobRef blob) {
    try (RandomAccessFile file = new RandomAccessFile(file(blob), "rw")) {
      file.seek(blob.size() / 2);
      int found = file.read();
      file.seek(blob.size() / 2);
      file.write(found ^ 1);
      return true;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public boolean truncate(BlobRef blob) {
    try (RandomAccessFile file = new RandomAccessFile(file(blob), "rw")) {
      file.setLength(blob.size() - 1);
      return true;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private File file(BlobRef blob) {
    return BlobLayout.BY_RUN.path(runs, blob.key()).toFile();
  }
}
