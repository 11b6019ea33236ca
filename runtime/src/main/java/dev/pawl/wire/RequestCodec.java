package dev.pawl.wire;

import dev.pawl.wire.Message.Control;
import dev.pawl.wire.Message.Request;
import dev.pawl.wire.proto.PawlProto;

/** Requests of users as protobuf messages. Unknown ones are {@link IllegalArgumentException}. */
final class RequestCodec {
  private RequestCodec() {}

  static PawlProto.Control encode(Control message) {
    PawlProto.Control.Builder control =
        PawlProto.Control.newBuilder()
            .setReplyTo(message.replyTo())
            .setRun(message.request().run());
    switch (message.request()) {
      case Request.Start r ->
          control.setStart(
              PawlProto.Control.Start.newBuilder()
                  .setDefinition(r.definition())
                  .setVersion(r.version())
                  .setInputDigest(r.inputDigest())
                  .setInput(Columns.bytes(r.input())));
      case Request.Pause _ -> control.setPlain(PawlProto.Control.Plain.PAUSE);
      case Request.Resume _ -> control.setPlain(PawlProto.Control.Plain.RESUME);
      case Request.Cancel _ -> control.setPlain(PawlProto.Control.Plain.CANCEL);
      case Request.Retry _ -> control.setPlain(PawlProto.Control.Plain.RETRY);
      case Request.Restore r ->
          control.setRestore(
              PawlProto.Control.Restore.newBuilder().setStep(r.step()).setIndex(r.index()));
      case Request.Signal r ->
          control.setSignal(
              PawlProto.Control.Signal.newBuilder()
                  .setName(Columns.text(r.name()))
                  .setValue(Columns.bytes(r.value())));
    }
    return control.build();
  }

  static Control decode(PawlProto.Control m) {
    return new Control(m.getReplyTo(), request(m));
  }

  private static Request request(PawlProto.Control m) {
    return switch (m.getRequestCase()) {
      case START -> {
        PawlProto.Control.Start start = m.getStart();
        yield new Request.Start(
            m.getRun(),
            start.getDefinition(),
            start.getVersion(),
            start.getInputDigest(),
            start.getInput().toByteArray());
      }
      case PLAIN -> plain(m.getRun(), m.getPlain());
      case RESTORE ->
          new Request.Restore(
              m.getRun(),
              Columns.natural(m.getRestore().getStep(), "step"),
              Columns.natural(m.getRestore().getIndex(), "index"));
      case SIGNAL ->
          new Request.Signal(
              m.getRun(), m.getSignal().getName(), m.getSignal().getValue().toByteArray());
      case REQUEST_NOT_SET ->
          throw new IllegalArgumentException(
              "a request should be of a known kind, found an unknown one or none");
    };
  }

  private static Request plain(String run, PawlProto.Control.Plain plain) {
    return switch (plain) {
      case PAUSE -> new Request.Pause(run);
      case RESUME -> new Request.Resume(run);
      case CANCEL -> new Request.Cancel(run);
      case RETRY -> new Request.Retry(run);
      case PLAIN_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("a request should be of a known kind, found " + plain);
    };
  }
}
