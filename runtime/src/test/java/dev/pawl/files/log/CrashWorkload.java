package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.EventStore.AppendRequest;
import dev.pawl.spi.EventStore.EventRecord;
import dev.pawl.spi.EventStore.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Owners that append to one stream, and what they were told: the truth that every state after a
 * crash is held against.
 */
final class CrashWorkload {
  static final String STREAM = "run-1";

  private static final FileEventStoreSettings SETTINGS = new FileEventStoreSettings(12 << 10, 1, 4);

  private final RandomGenerator random;
  private final List<String> acknowledged = new ArrayList<>();
  private List<String> inFlight = List.of();
  private boolean deleting;
  private long epoch;

  CrashWorkload(long seed) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  static FileEventStore open(SimulatedDisk disk, RandomGenerator random) {
    return FileEventStore.over(disk, SETTINGS, random);
  }

  RandomGenerator random() {
    return random;
  }

  List<String> acknowledged() {
    return acknowledged;
  }

  /**
   * Two owners, one after the other: the second takes over while the first has closed nothing, or
   * after it has. Now and then it deletes the stream, and a new one of the same name follows.
   */
  void run(SimulatedDisk disk) {
    FileEventStore first = open(disk, random);
    acquire(first);
    append(first, 1 + random.nextInt(5));
    if (random.nextBoolean()) {
      first.close();
    }
    FileEventStore second = open(disk, random);
    acquire(second);
    append(second, 1 + random.nextInt(5));
    if (random.nextInt(3) == 0) {
      delete(second);
      acquire(second);
      append(second, 1 + random.nextInt(2));
    }
    second.close();
  }

  /** Deletes the stream: until that is done, all of it may be there or nothing. */
  void delete(FileEventStore store) {
    deleting = true;
    store.delete(STREAM);
    epoch = 0;
    goOnFrom(List.of());
  }

  void acquire(FileEventStore store) {
    long given = store.acquire(STREAM);
    assertThat(given).isGreaterThan(epoch);
    epoch = given;
  }

  private void append(FileEventStore store, int batches) {
    for (int i = 0; i < batches; i++) {
      assertThat(tryAppend(store)).isInstanceOf(AppendOutcome.Appended.class);
    }
  }

  /**
   * Appends a batch; where that is refused it stays in flight: nobody knows whether it is there.
   */
  AppendOutcome tryAppend(FileEventStore store) {
    List<String> batch = new ArrayList<>();
    int size = 1 + random.nextInt(4);
    for (int j = 0; j < size; j++) {
      batch.add(
          "event "
              + (acknowledged.size() + j + 1)
              + " of "
              + epoch
              + "x".repeat(random.nextInt(random.nextInt(10) == 0 ? 5_000 : 600)));
    }
    inFlight = batch;
    AppendOutcome outcome = store.append(List.of(request(batch))).getFirst();
    if (outcome instanceof AppendOutcome.Appended appended) {
      acknowledged.addAll(batch);
      inFlight = List.of();
      assertThat(appended.lastPosition()).isEqualTo(acknowledged.size());
    }
    return outcome;
  }

  private AppendRequest request(List<String> batch) {
    List<EventRecord> events =
        batch.stream()
            .map(text -> new EventRecord(7, text.getBytes(StandardCharsets.UTF_8)))
            .toList();
    return new AppendRequest(STREAM, epoch, acknowledged.size(), events);
  }

  /**
   * Looks at the stream without owning it: all that was acknowledged is there, and the batch in
   * flight wholly or not at all; or nothing, where its deletion had begun.
   */
  List<String> look(SimulatedDisk disk) {
    long before = disk.operations();
    FileEventStore reader = open(disk, random);
    List<String> seen = texts(reader);
    assertThat(reader.lastPosition(STREAM)).isEqualTo(seen.size());
    assertThat(disk.operations()).isEqualTo(before);
    List<String> withInFlight = new ArrayList<>(acknowledged);
    withInFlight.addAll(inFlight);
    assertThat(seen).isIn(acknowledged, withInFlight, deleting ? List.of() : acknowledged);
    return seen;
  }

  /** Takes the stream over: from here on, what is there stays, and the next append works. */
  void resume(SimulatedDisk disk) {
    List<String> seen = look(disk);
    if (deleting && seen.isEmpty()) {
      epoch = 0;
    }
    FileEventStore store = open(disk, random);
    acquire(store);
    assertThat(texts(store)).isEqualTo(seen);
    goOnFrom(seen);
    append(store, 1 + random.nextInt(2));
    assertThat(texts(store)).isEqualTo(acknowledged);
  }

  private void goOnFrom(List<String> seen) {
    acknowledged.clear();
    acknowledged.addAll(seen);
    inFlight = List.of();
    deleting = false;
  }

  static List<String> texts(FileEventStore store) {
    List<String> texts = new ArrayList<>();
    for (StoredEvent event : store.read(STREAM, 1, Integer.MAX_VALUE)) {
      assertThat(event.position()).isEqualTo(texts.size() + 1L);
      assertThat(event.type()).isEqualTo(7);
      texts.add(new String(event.payload(), StandardCharsets.UTF_8));
    }
    return texts;
  }
}
