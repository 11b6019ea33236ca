package dev.pawl.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.UnknownFieldSet;
import dev.pawl.run.IndexSet;
import dev.pawl.run.Payloads;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.proto.PawlProto;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
  private static final byte[] REPLY = MessageCodec.encode(new Message.Reply(true, "done"));

  /** Acceptance row M05, the part of the wire: who receives such a message learns what it is. */
  @Test
  void aMessageOfANewerFormatIsInvalidAndSaysSo() throws Exception {
    byte[] newer =
        PawlProto.Envelope.parseFrom(REPLY).toBuilder().setFormat(2).build().toByteArray();
    assertThatThrownBy(() -> MessageCodec.decode(newer))
        .isInstanceOf(PortFailure.Invalid.class)
        .hasMessageContaining("should have format 1, found 2");
  }

  /** Acceptance row M05, the part of the wire: who receives such a message learns what it is. */
  @Test
  void aMessageOfAnUnknownKindIsInvalidAndNamed() {
    var field =
        UnknownFieldSet.Field.newBuilder()
            .addLengthDelimited(com.google.protobuf.ByteString.EMPTY)
            .build();
    byte[] unknown =
        PawlProto.Envelope.newBuilder()
            .setFormat(1)
            .setUnknownFields(UnknownFieldSet.newBuilder().addField(99, field).build())
            .build()
            .toByteArray();
    assertThatThrownBy(() -> MessageCodec.decode(unknown))
        .isInstanceOf(PortFailure.Invalid.class)
        .hasMessageContaining("found kind [99]");
  }

  @Test
  void anEntryOfAnUnknownKindIsInvalid() {
    byte[] unknown =
        PawlProto.Envelope.newBuilder()
            .setFormat(1)
            .setReport(
                PawlProto.Report.newBuilder()
                    .addEntries(PawlProto.Report.Entry.newBuilder().setRun("r1")))
            .build()
            .toByteArray();
    assertThatThrownBy(() -> MessageCodec.decode(unknown))
        .isInstanceOf(PortFailure.Invalid.class)
        .hasMessageContaining("known kind");
  }

  @Test
  void emptyBytesAreInvalid() {
    assertThatThrownBy(() -> MessageCodec.decode(new byte[0]))
        .isInstanceOf(PortFailure.Invalid.class);
  }

  @Test
  void aBatchWithoutAnInputForEachTaskIsNotSent() {
    var batch =
        new Message.TaskBatch(
            "r1",
            "p",
            1,
            "d",
            0,
            0,
            Message.InputForm.VALUE,
            IndexSet.range(0, 2),
            List.of(),
            Payloads.ofText("{}"));
    assertThatThrownBy(() -> MessageCodec.encode(batch))
        .isInstanceOf(PortFailure.Invalid.class)
        .hasMessageContaining("TaskBatch")
        .hasMessageContaining("one for each of 2 tasks, found 1");
  }

  @Test
  void aMessageComesBackAsItWas() {
    assertThat(MessageCodec.decode(REPLY)).isEqualTo(new Message.Reply(true, "done"));
  }
}
