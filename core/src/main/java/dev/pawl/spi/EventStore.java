package dev.pawl.spi;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Append-only streams of events, one for each run.
 *
 * <p>Guarantees, each with a contract test that names it:
 *
 * <ol>
 *   <li>E1 Positions of a stream are 1, 2, 3, … without gaps, in the order of appending.
 *   <li>E2 An append to a stream is atomic: after any crash all of its events are there, or none.
 *   <li>E3 An append is conditional: it takes effect only if the stream's last position is the
 *       expected one, else {@link PortFailure.Conflict}.
 *   <li>E4 An append that returned without failure is durable: no crash, kill or power cut loses
 *       it.
 *   <li>E5 {@link #acquire} gives a higher epoch each time; an append with a lower epoch than the
 *       stream's is refused with {@link PortFailure.Fenced}, for ever.
 *   <li>E6 A read sees every event whose append returned before it began, in order, exactly as
 *       written, and may run beside appends, from other processes too. Reading never repairs or
 *       changes anything.
 *   <li>E7 One stream's failure does not touch the others of the same {@link #append} call.
 *   <li>E8 A damaged event is never returned: reading or acquiring throws {@link
 *       PortFailure.Corrupt} that names stream and position; an incomplete last append, left by a
 *       crash, is no damage.
 *   <li>E9 An append that could not be written for lack of space leaves the stream as it was
 *       ({@link PortFailure.Unavailable}), and succeeds when there is space again.
 * </ol>
 *
 * <p>Names of streams match {@code [a-z0-9][a-z0-9._-]{0,99}}; others are {@link
 * PortFailure.Invalid}. A read of a stream that does not exist gives no events, and its last
 * position is 0. Implementations are safe for use by many threads.
 */
public interface EventStore extends AutoCloseable {

  /**
   * Takes the ownership of a stream (creating it where it does not exist), after mending what a
   * crash left behind.
   *
   * @return the epoch to append with
   */
  long acquire(String stream);

  /**
   * Takes the ownership of several streams at once, each as {@link #acquire(String)} does. Outcomes
   * come in the order of the names. By default one after the other; an implementation that waits
   * for something at each should wait for all together.
   *
   * @throws PortFailure only where the store as a whole failed
   */
  default List<AcquireOutcome> acquire(List<String> streams) {
    return streams.stream().map(stream -> AcquireOutcome.of(stream, this::acquire)).toList();
  }

  /**
   * Appends to several streams at once. Outcomes come in the order of the requests.
   *
   * @throws PortFailure only where the store as a whole failed; whatever concerns one stream is in
   *     its outcome
   */
  List<AppendOutcome> append(List<AppendRequest> requests);

  /**
   * Events from {@code fromPosition} (1 is the first) on, at most {@code maximum}; fewer only at
   * the end of the stream.
   */
  List<StoredEvent> read(String stream, long fromPosition, int maximum);

  /**
   * Checks what an implementation of {@link #read} is told.
   *
   * @throws PortFailure.Invalid where no event can be there
   */
  static void requireRange(String stream, long fromPosition, int maximum) {
    if (fromPosition < 1 || maximum < 0) {
      throw new PortFailure.Invalid(
          "a read of stream '"
              + stream
              + "' should begin at 1 or later and have a maximum of 0 or more, found "
              + fromPosition
              + " and "
              + maximum);
    }
  }

  /** The position of the last event of a stream, 0 where there is none. */
  long lastPosition(String stream);

  /** Names of all streams that have at least one event, sorted. */
  List<String> streams();

  /** Removes a stream with all its events; nothing happens where it does not exist. */
  void delete(String stream);

  @Override
  void close();

  /**
   * An event as the store sees it: a type number and bytes. The bytes belong to the record: do not
   * change them.
   */
  record EventRecord(int type, byte[] payload) {}

  /** An event read back, with its position. */
  record StoredEvent(long position, int type, byte[] payload) {}

  /**
   * A wish to append to one stream.
   *
   * @param epoch what {@link #acquire} gave
   * @param expectedPosition the last position that the caller knows, 0 for an empty stream
   */
  record AppendRequest(String stream, long epoch, long expectedPosition, List<EventRecord> events) {
    public AppendRequest {
      events = List.copyOf(events);
    }
  }

  /** What became of the wish to own one stream. */
  sealed interface AcquireOutcome {
    String stream();

    /** It is owned, with an epoch to append with. */
    record Acquired(String stream, long epoch) implements AcquireOutcome {}

    /** It is not owned. */
    record Refused(String stream, PortFailure failure) implements AcquireOutcome {}

    /** The outcome of acquiring one stream. */
    static AcquireOutcome of(String stream, ToLongFunction<String> acquire) {
      try {
        return new Acquired(stream, acquire.applyAsLong(stream));
      } catch (PortFailure failure) {
        return new Refused(stream, failure);
      }
    }
  }

  /** What became of one {@link AppendRequest}. */
  sealed interface AppendOutcome {
    String stream();

    /** It is durable, and the stream now ends at {@code lastPosition}. */
    record Appended(String stream, long lastPosition) implements AppendOutcome {}

    /** Nothing of it is in the stream. */
    record Refused(String stream, PortFailure failure) implements AppendOutcome {}
  }
}
