package dev.pawl.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.pawl.run.IndexSet;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.Message.*;
import dev.pawl.wire.proto.PawlProto;

/** Messages as bytes: protobuf envelopes, see {@code pawl.proto}. */
public final class MessageCodec {
  /** Raised when older readers must not read what newer ones write. */
  static final int FORMAT = 1;

  private MessageCodec() {}

  public static byte[] encode(Message message) {
    PawlProto.Envelope.Builder envelope = PawlProto.Envelope.newBuilder().setFormat(FORMAT);
    switch (message) {
      case TaskBatch m ->
          envelope.setTaskBatch(
              PawlProto.TaskBatch.newBuilder().setRun(m.run()).setDefinition(m.definition()).setVersion(m.version())
                  .setDigest(m.digest()).setStep(m.step()).setGathered(m.form() == InputForm.GATHERED)
                  .setIndexes(Columns.indexes(m.indexes())).addAllAttempts(m.attempts()).setInputs(Columns.column(m.inputs())));
      case Report m -> {
        PawlProto.Report.Builder report = PawlProto.Report.newBuilder().setWorker(m.worker());
        m.entries().forEach(entry -> report.addEntries(EntryCodec.encode(entry)));
        envelope.setReport(report);
      }
      case Stop m ->
          envelope.setStop(
              PawlProto.Stop.newBuilder().setRun(m.run()).setStep(m.step()).setIndexes(Columns.indexes(m.indexes())).setReason(m.reason()));
      case Control m -> envelope.setControl(control(m));
      case Reply m -> envelope.setReply(PawlProto.Reply.newBuilder().setAccepted(m.accepted()).setDetail(m.detail()));
    }
    return envelope.build().toByteArray();
  }

  /**
   * The message of some bytes.
   *
   * @throws PortFailure.Invalid where they are malformed, of a newer format, or of an unknown kind: keep such a message
   */
  public static Message decode(byte[] bytes) {
    try {
      PawlProto.Envelope envelope = PawlProto.Envelope.parseFrom(bytes);
      if (envelope.getFormat() != FORMAT) {
        throw new PortFailure.Invalid("a message of format " + FORMAT + " is needed, found format " + envelope.getFormat());
      }
      return switch (envelope.getMessageCase()) {
        case TASK_BATCH -> batch(envelope.getTaskBatch());
        case REPORT ->
            new Report(
                envelope.getReport().getWorker(), envelope.getReport().getEntriesList().stream().map(EntryCodec::decode).toList());
        case STOP -> {
          PawlProto.Stop stop = envelope.getStop();
          yield new Stop(stop.getRun(), stop.getStep(), Columns.indexes(stop.getIndexes()), stop.getReason());
        }
        case CONTROL -> control(envelope.getControl());
        case REPLY -> new Reply(envelope.getReply().getAccepted(), envelope.getReply().getDetail());
        case MESSAGE_NOT_SET -> throw new PortFailure.Invalid("a message of a known kind is needed, found an unknown one or none");
      };
    } catch (InvalidProtocolBufferException | IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      throw new PortFailure.Invalid("a message is malformed: " + e.getMessage(), e);
    }
  }

  private static TaskBatch batch(PawlProto.TaskBatch m) {
    IndexSet indexes = Columns.indexes(m.getIndexes());
    var inputs = Columns.column(m.getInputs());
    if (inputs.size() != indexes.size()) {
      throw new IllegalArgumentException("one input for each of " + indexes.size() + " tasks is needed, found " + inputs.size());
    }
    return new TaskBatch(
        m.getRun(),
        m.getDefinition(),
        m.getVersion(),
        m.getDigest(),
        m.getStep(),
        m.getGathered() ? InputForm.GATHERED : InputForm.VALUE,
        indexes,
        Columns.attempts(m.getAttemptsList(), indexes),
        inputs);
  }

  private static PawlProto.Control.Builder control(Control message) {
    PawlProto.Control.Builder control =
        PawlProto.Control.newBuilder().setReplyTo(message.replyTo()).setRun(message.request().run());
    return switch (message.request()) {
      case Request.Start r ->
          control.setStart(
              PawlProto.Control.Start.newBuilder().setDefinition(r.definition()).setVersion(r.version())
                  .setInputDigest(r.inputDigest()).setInput(Columns.bytes(r.input())));
      case Request.Pause _ -> control.setPlain(PawlProto.Control.Plain.PAUSE);
      case Request.Resume _ -> control.setPlain(PawlProto.Control.Plain.RESUME);
      case Request.Cancel _ -> control.setPlain(PawlProto.Control.Plain.CANCEL);
      case Request.Retry _ -> control.setPlain(PawlProto.Control.Plain.RETRY);
      case Request.Restore r ->
          control.setRestore(PawlProto.Control.Restore.newBuilder().setStep(r.step()).setIndex(r.index()));
    };
  }

  private static Control control(PawlProto.Control m) {
    Request request =
        switch (m.getRequestCase()) {
          case START ->
              new Request.Start(
                  m.getRun(),
                  m.getStart().getDefinition(),
                  m.getStart().getVersion(),
                  m.getStart().getInputDigest(),
                  m.getStart().getInput().toByteArray());
          case PLAIN ->
              switch (m.getPlain()) {
                case PAUSE -> new Request.Pause(m.getRun());
                case RESUME -> new Request.Resume(m.getRun());
                case CANCEL -> new Request.Cancel(m.getRun());
                case RETRY -> new Request.Retry(m.getRun());
                case PLAIN_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("a known request is needed, found " + m.getPlain());
              };
          case RESTORE -> new Request.Restore(m.getRun(), m.getRestore().getStep(), m.getRestore().getIndex());
          case REQUEST_NOT_SET -> throw new IllegalArgumentException("a known request is needed, found none");
        };
    return new Control(m.getReplyTo(), request);
  }
}
