package dev.pawl.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.run.RunEvent;
import dev.pawl.spi.EventStore.EventRecord;
import dev.pawl.spi.EventStore.StoredEvent;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.proto.PawlProto;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventCodecTest {

  @Test
  void anUnknownTypeIsCorruptAndNamed() {
    for (int type : new int[] {-1, 0, 200, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> EventCodec.decode(type, new byte[0]))
          .isInstanceOf(PortFailure.Corrupt.class)
          .hasMessageContaining("found " + type);
    }
  }

  @Test
  void malformedBytesAreCorruptAndTheirPositionIsNamed() {
    assertThatThrownBy(() -> EventCodec.decode(new StoredEvent(17, 5, new byte[] {10})))
        .isInstanceOf(PortFailure.Corrupt.class)
        .hasMessageContaining("position 17")
        .hasMessageContaining("RESULTS_CONFIRMED");
  }

  @Test
  void bytesAfterTheEndOfAnEventAreCorrupt() {
    byte[] payload = EventCodec.encode(new RunEvent.RunPaused(5)).payload();
    byte[] longer = Arrays.copyOf(payload, payload.length + 3);
    longer[payload.length] = 12;
    assertThatThrownBy(() -> EventCodec.decode(16, longer)).isInstanceOf(PortFailure.Corrupt.class);
  }

  @Test
  void fieldsOfNewerVersionsAreIgnored() {
    byte[] newer = {8, 5, (byte) 0xf8, 0x07, 1};
    assertThat(EventCodec.decode(16, newer)).isEqualTo(new RunEvent.RunPaused(5));
  }

  @Test
  void aColumnThatDoesNotFitItsIndexesIsRefusedOnBothSides() {
    var event =
        new RunEvent.ResultsConfirmed(
            1, 0, IndexSet.range(0, 3), List.of(), 1, Payloads.ofText("{}"), 1, 1);
    assertThatThrownBy(() -> EventCodec.encode(event))
        .isInstanceOf(PortFailure.Invalid.class)
        .hasMessageContaining("values should be one for each of 3 tasks, found 1");
    byte[] bytes =
        PawlProto.ResultsConfirmed.newBuilder()
            .setIndexes(Columns.indexes(IndexSet.range(0, 3)))
            .setResults(Columns.column(Payloads.ofText("{}")))
            .build()
            .toByteArray();
    assertThatThrownBy(() -> EventCodec.decode(5, bytes)).isInstanceOf(PortFailure.Corrupt.class);
  }

  @Test
  void aPlanWhoseColumnsDoNotFitIsCorrupt() {
    PawlProto.Planned.Builder plan =
        PawlProto.Planned.newBuilder()
            .setTotal(2)
            .setIds(Columns.column(Payloads.ofText("\"a\"", "\"b\"")))
            .setValues(Columns.column(Payloads.ofText("1", "2")))
            .addAllParentCounts(List.of(0, 1))
            .addParents(0);
    assertThat(EventCodec.decode(23, plan.build().toByteArray()))
        .isInstanceOf(RunEvent.Planned.class);
    for (PawlProto.Planned.Builder broken :
        List.of(
            plan.clone().setTotal(1),
            plan.clone().setFirst(1),
            plan.clone().setTotal(-1),
            plan.clone().setParents(0, 2),
            plan.clone().setParents(0, -1),
            plan.clone().addParents(1),
            plan.clone().setParentCounts(1, 2),
            plan.clone().addParentCounts(0),
            plan.clone().setIds(Columns.column(Payloads.ofText("\"a\""))))) {
      assertThatThrownBy(() -> EventCodec.decode(23, broken.build().toByteArray()))
          .isInstanceOf(PortFailure.Corrupt.class);
    }
  }

  @Test
  void aCountLargerThanItsBytesIsCorruptBeforeAnythingIsAllocated() {
    for (int count : new int[] {Integer.MAX_VALUE, -1, 50_000_000}) {
      byte[] bytes =
          PawlProto.FannedOut.newBuilder()
              .setValues(PawlProto.Column.newBuilder().setCount(count))
              .build()
              .toByteArray();
      assertThatThrownBy(() -> EventCodec.decode(11, bytes))
          .isInstanceOf(PortFailure.Corrupt.class);
    }
  }

  @Test
  void textThatUtf8CannotCarryLosesOnlyThat() {
    EventRecord record = EventCodec.encode(new RunEvent.RunParked(1, 2, "cut \ud83d"));
    assertThat(EventCodec.decode(record.type(), record.payload()))
        .isEqualTo(new RunEvent.RunParked(1, 2, "cut ?"));
  }

  @Test
  void aMillionNeighboursTakeAFewBytes() {
    assertThat(EventCodec.encode(Samples.events().get("TasksScheduled")).payload())
        .hasSizeLessThan(20);
  }

  @Test
  void anEmptyResultTakesAtMostThreeBytes() {
    Payloads results =
        Payloads.ofText(
            java.util.stream.Stream.generate(() -> "{}").limit(1_000).toArray(String[]::new));
    var event =
        new RunEvent.ResultsConfirmed(
            Samples.TIME, 2, IndexSet.range(0, 1_000), List.of(), Samples.NONCE, results, 1, 1);
    assertThat(EventCodec.encode(event).payload()).hasSizeLessThan(3_000);
  }
}
