package dev.pawl.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import dev.pawl.run.RunEvent;
import dev.pawl.spi.EventStore.EventRecord;
import dev.pawl.spi.EventStore.StoredEvent;
import dev.pawl.spi.PortFailure;
import java.io.IOException;

/**
 * Events as records of a log: the number of a type, and a protobuf message of {@code pawl.proto}.
 * Stateless, for use by many threads.
 */
public final class EventCodec {
  private EventCodec() {}

  /**
   * The record of an event.
   *
   * @throws PortFailure.Invalid where its columns do not fit together, so that nobody could read it
   */
  public static EventRecord encode(RunEvent event) {
    EventType type = EventType.of(event);
    try {
      return new EventRecord(type.number(), EventWriter.message(event).toByteArray());
    } catch (IllegalArgumentException e) {
      throw new PortFailure.Invalid(
          "an event " + type + " cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * The event of a record that was read.
   *
   * @throws PortFailure.Corrupt where the type is not known or the payload is malformed; it names
   *     the position
   */
  public static RunEvent decode(StoredEvent stored) {
    try {
      return decode(stored.type(), stored.payload());
    } catch (PortFailure.Corrupt e) {
      throw new PortFailure.Corrupt("at position " + stored.position() + ": " + e.getMessage(), e);
    }
  }

  /**
   * The event of a type number and a payload.
   *
   * @throws PortFailure.Corrupt where the type is not known or the payload is malformed
   */
  public static RunEvent decode(int type, byte[] payload) {
    EventType known = EventType.of(type);
    try {
      // Read in place: large values are copied once, out of the payload.
      CodedInputStream input = UnsafeByteOperations.unsafeWrap(payload).newCodedInput();
      input.enableAliasing(true);
      RunEvent event = EventParser.parse(known, input);
      input.checkLastTagWas(0);
      return event;
    } catch (IOException | IllegalArgumentException | ArithmeticException e) {
      throw new PortFailure.Corrupt(
          "an event "
              + known
              + " of "
              + payload.length
              + " bytes should be readable, found: "
              + e.getMessage(),
          e);
    }
  }
}
