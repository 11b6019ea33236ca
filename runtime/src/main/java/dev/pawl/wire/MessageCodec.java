package dev.pawl.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import dev.pawl.run.IndexSet;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.Message.Control;
import dev.pawl.wire.Message.InputForm;
import dev.pawl.wire.Message.Reply;
import dev.pawl.wire.Message.Report;
import dev.pawl.wire.Message.Stop;
import dev.pawl.wire.Message.TaskBatch;
import dev.pawl.wire.proto.PawlProto;
import java.io.IOException;

/**
 * Messages as bytes: an envelope with the version of the format, and one message of a known kind,
 * see {@code pawl.proto}. Stateless, for use by many threads.
 */
public final class MessageCodec {
  /** Raised when older readers must not read what newer ones write. */
  static final int FORMAT = 1;

  private MessageCodec() {}

  /**
   * The bytes of a message.
   *
   * @throws PortFailure.Invalid where its columns do not fit together, so that nobody could read it
   */
  public static byte[] encode(Message message) {
    PawlProto.Envelope.Builder envelope = PawlProto.Envelope.newBuilder().setFormat(FORMAT);
    try {
      switch (message) {
        case TaskBatch m -> envelope.setTaskBatch(batch(m));
        case Report m -> envelope.setReport(report(m));
        case Stop m -> envelope.setStop(stop(m));
        case Control m -> envelope.setControl(RequestCodec.encode(m));
        case Reply m ->
            envelope.setReply(
                PawlProto.Reply.newBuilder()
                    .setAccepted(m.accepted())
                    .setDetail(Columns.text(m.detail())));
      }
    } catch (IllegalArgumentException e) {
      throw new PortFailure.Invalid(
          "a message "
              + message.getClass().getSimpleName()
              + " cannot be written: "
              + e.getMessage(),
          e);
    }
    return envelope.build().toByteArray();
  }

  /**
   * The message of some bytes.
   *
   * @throws PortFailure.Invalid where they are malformed, of another format, or of an unknown kind:
   *     such a message is to be kept and reported, never acknowledged
   */
  public static Message decode(byte[] bytes) {
    try {
      CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
      input.enableAliasing(true);
      PawlProto.Envelope envelope = PawlProto.Envelope.parseFrom(input);
      input.checkLastTagWas(0);
      return open(envelope);
    } catch (IOException | IllegalArgumentException | ArithmeticException e) {
      throw new PortFailure.Invalid(
          "a message of " + bytes.length + " bytes should be readable, found: " + e.getMessage(),
          e);
    }
  }

  private static Message open(PawlProto.Envelope envelope) {
    if (envelope.getFormat() != FORMAT) {
      throw new PortFailure.Invalid(
          "a message should have format "
              + FORMAT
              + ", found "
              + Integer.toUnsignedString(envelope.getFormat())
              + (envelope.getFormat() == 0 ? "" : "; a newer version may have written it"));
    }
    return switch (envelope.getMessageCase()) {
      case TASK_BATCH -> batch(envelope.getTaskBatch());
      case REPORT -> report(envelope.getReport());
      case STOP -> stop(envelope.getStop());
      case CONTROL -> RequestCodec.decode(envelope.getControl());
      case REPLY -> new Reply(envelope.getReply().getAccepted(), envelope.getReply().getDetail());
      case MESSAGE_NOT_SET ->
          throw new PortFailure.Invalid(
              "a message should be a task batch, report, stop, control or reply, found "
                  + (envelope.getUnknownFields().asMap().isEmpty()
                      ? "none"
                      : "kind "
                          + envelope.getUnknownFields().asMap().keySet()
                          + "; a newer version may have written it"));
    };
  }

  private static PawlProto.TaskBatch batch(TaskBatch m) {
    return PawlProto.TaskBatch.newBuilder()
        .setRun(m.run())
        .setDefinition(m.definition())
        .setVersion(m.version())
        .setDigest(m.digest())
        .setStep(m.step())
        .setRound(m.round())
        .setGathered(m.form() == InputForm.GATHERED)
        .setIndexes(Columns.indexes(m.indexes()))
        .addAllAttempts(Columns.attempts(m.attempts(), m.indexes()))
        .setInputs(Columns.column(Columns.oneEach(m.inputs(), m.indexes())))
        .build();
  }

  private static TaskBatch batch(PawlProto.TaskBatch m) {
    IndexSet indexes = Columns.indexes(m.getIndexes());
    return new TaskBatch(
        m.getRun(),
        m.getDefinition(),
        m.getVersion(),
        m.getDigest(),
        Columns.natural(m.getStep(), "step"),
        Columns.natural(m.getRound(), "round"),
        m.getGathered() ? InputForm.GATHERED : InputForm.VALUE,
        indexes,
        Columns.attempts(m.getAttemptsList(), indexes),
        Columns.oneEach(Columns.column(m.getInputs()), indexes));
  }

  private static PawlProto.Report report(Report m) {
    PawlProto.Report.Builder report = PawlProto.Report.newBuilder().setWorker(m.worker());
    m.entries().forEach(entry -> report.addEntries(EntryCodec.encode(entry)));
    return report.build();
  }

  private static Report report(PawlProto.Report m) {
    return new Report(m.getWorker(), m.getEntriesList().stream().map(EntryCodec::decode).toList());
  }

  private static PawlProto.Stop stop(Stop m) {
    return PawlProto.Stop.newBuilder()
        .setRun(m.run())
        .setStep(m.step())
        .setRound(m.round())
        .setIndexes(Columns.indexes(m.indexes()))
        .setReason(Columns.text(m.reason()))
        .build();
  }

  private static Stop stop(PawlProto.Stop m) {
    return new Stop(
        m.getRun(),
        m.getStep(),
        Columns.natural(m.getRound(), "round"),
        Columns.indexes(m.getIndexes()),
        m.getReason());
  }
}
