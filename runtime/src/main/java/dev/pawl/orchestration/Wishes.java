package dev.pawl.orchestration;

import dev.pawl.run.Decision;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunId;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.Message.Reply;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts what users wish to their runs. One thread at a time. */
final class Wishes {
  private final Sessions sessions;
  private final SignalCheck signals;
  private final Runs runs;
  private final BiConsumer<Consumer<Reply>, Reply> answers;
  private final Consumer<RunSession> well;

  /**
   * Begins without wishes.
   *
   * @param answers gives a reply to who asked, once what it led to is durable
   * @param well is told of a run that somebody asked for, and that goes on already
   */
  Wishes(
      Sessions sessions,
      SignalCheck signals,
      Runs runs,
      BiConsumer<Consumer<Reply>, Reply> answers,
      Consumer<RunSession> well) {
    this.sessions = sessions;
    this.signals = signals;
    this.runs = runs;
    this.answers = answers;
    this.well = well;
  }

  /** Puts a wish to its run; {@code taken} is called once it is decided or refused. */
  void put(RunId run, RunCommand command, Consumer<Reply> answer, Runnable taken) {
    RunSession session;
    try {
      session = session(run, command);
    } catch (PortFailure e) {
      refuse(String.valueOf(e.getMessage()), answer, taken);
      return;
    }
    if (session == null) {
      refuse("there is no run '" + run + "'", answer, taken);
      return;
    }
    RunSession found = session;
    signals.check(
        session.graph(),
        command,
        checked -> {
          if (sessions.find(run).equals(Optional.of(found))) {
            decide(found, checked, answer);
            taken.run();
          } else {
            put(run, checked, answer, taken);
          }
        },
        reason -> refuse(reason, answer, taken));
  }

  void refuse(String reason, Consumer<Reply> answer, Runnable taken) {
    answers.accept(answer, new Reply(false, reason));
    taken.run();
  }

  private void decide(RunSession session, RunCommand command, Consumer<Reply> answer) {
    Decision decision = runs.handle(session, command);
    boolean accepted = !decision.events().isEmpty();
    String detail = decision.rejections().isEmpty() ? "" : decision.rejections().get(0).detail();
    answers.accept(answer, new Reply(accepted, detail));
    if (session.status().isFinal()) {
      runs.release(session);
    } else if (!accepted && sessions.find(session.id()).equals(Optional.of(session))) {
      well.accept(session);
    }
  }

  /** The run that a wish is for; null where there is none. */
  private @Nullable RunSession session(RunId run, RunCommand command) {
    RunSession session = sessions.find(run).orElse(null);
    if (session == null && sessions.exists(run)) {
      session = runs.load(run);
    }
    if (session == null && command instanceof RunCommand.Start start) {
      session = sessions.create(run, start.started());
    }
    return session;
  }
}
