package dev.pawl.testkit.contract;

import static dev.pawl.testkit.contract.BlobStoreContract.read;
import static dev.pawl.testkit.contract.BlobStoreContract.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.BlobStore.BlobEntry;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.Guarantee;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys: listing, deleting, and those that are none. */
public interface BlobKeysContract extends BlobStoreContract {
  @Test
  @Guarantee("B7")
  default void listingGivesAllBlobsUnderAPrefixSortedByKey() throws Exception {
    try (BlobStore store = open()) {
      for (String key :
          List.of(
              "run-2/a/0", "run-1/b/10", "run-1/b-c/0", "run-1/b/2", "run-1/b.d/0", "run-10/a/0")) {
        write(store, key, key);
      }

      assertThat(store.list(""))
          .extracting(BlobEntry::key)
          .containsExactly(
              "run-1/b-c/0", "run-1/b.d/0", "run-1/b/10", "run-1/b/2", "run-10/a/0", "run-2/a/0");
      assertThat(store.list("run-1/"))
          .extracting(BlobEntry::key)
          .containsExactly("run-1/b-c/0", "run-1/b.d/0", "run-1/b/10", "run-1/b/2");
      assertThat(store.list("run-1")).hasSize(5);
      assertThat(store.list("run-1/b/"))
          .extracting(BlobEntry::key)
          .containsExactly("run-1/b/10", "run-1/b/2");
      assertThat(store.list("run-1/b/1")).extracting(BlobEntry::key).containsExactly("run-1/b/10");
      assertThat(store.list("run-1/b")).hasSize(4);
      assertThat(store.list("run-3/")).isEmpty();
      assertThat(store.list("run-2/a/0"))
          .singleElement()
          .satisfies(entry -> {
            assertThat(entry.size()).isEqualTo(9);
            assertThat(entry.committedAtMillis()).isPositive();
          });
    }
  }

  @Test
  @Guarantee("B8")
  default void deletingIsIdempotentAndTouchesNothingElse() throws Exception {
    try (BlobStore store = open()) {
      BlobRef gone = write(store, "run-1/a/0", "gone");
      BlobRef kept = write(store, "run-1/a/1", "kept");
      store.delete("run-1/a/0");
      store.delete("run-1/a/0");
      store.delete("run-1/never/0");

      assertThatThrownBy(() -> read(store, gone)).isInstanceOf(PortFailure.Invalid.class);
      assertThat(read(store, kept)).asString().isEqualTo("kept");
      assertThat(store.list("")).extracting(BlobEntry::key).containsExactly("run-1/a/1");
    }
  }

  @Test
  @Guarantee("B7")
  default void aKeyOfTheLargestLengthIsAKey() throws Exception {
    String key = ("run-1/" + "a23456789/".repeat(50)).substring(0, 499) + "z";
    try (BlobStore store = open()) {
      BlobRef blob = write(store, key, "long");

      assertThat(key).hasSize(500);
      assertThat(read(store, blob)).asString().isEqualTo("long");
      assertThat(store.list("run-1/")).extracting(BlobEntry::key).containsExactly(key);
    }
  }

  @Test
  @Guarantee("B7")
  default void aKeyThatIsNoneIsRefused() {
    try (BlobStore store = open()) {
      for (String key :
          List.of(
              "",
              "/",
              "/a",
              "a/",
              "a//b",
              "..",
              "../a",
              "a/../b",
              "a/.b",
              "a b",
              "a\\b",
              "a\0b",
              "ä",
              "x".repeat(501))) {
        assertThatThrownBy(() -> store.create(key)).as(key).isInstanceOf(PortFailure.Invalid.class);
        assertThatThrownBy(() -> store.delete(key)).as(key).isInstanceOf(PortFailure.Invalid.class);
      }
      assertThatThrownBy(() -> store.list("../")).isInstanceOf(PortFailure.Invalid.class);
      assertThatThrownBy(() -> store.list("/etc")).isInstanceOf(PortFailure.Invalid.class);
    }
  }
}
