package dev.pawl.orchestration;

import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.spi.EventStore.AcquireOutcome;
import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.TaskQueue;
import dev.pawl.spi.TaskQueue.Delivery;
import dev.pawl.wire.Message;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What reaches the orchestrator's thread. */
sealed interface Mail {
  /** The run that it concerns; null where that is none, or several. */
  default @Nullable String about() {
    return null;
  }

  /** A message from a queue. */
  record Delivered(TaskQueue source, Delivery delivery, Message message) implements Mail {
    @Override
    public @Nullable String about() {
      return switch (message) {
        case Message.Report(_, var entries) when !entries.isEmpty() -> entries.get(0).run();
        case Message.Control(_, var request) -> request.run();
        case Message.Report _, Message.TaskBatch _, Message.Stop _, Message.Reply _ -> null;
      };
    }
  }

  /**
   * What a function returned, or how it misbehaved.
   *
   * @param session that called it: what was called for a state that was thrown away counts for no
   *     other
   */
  record Evaluated(RunSession session, int step, List<RunCommand> commands) implements Mail {
    @Override
    public String about() {
      return session.id().value();
    }
  }

  /**
   * The append of a group has ended.
   *
   * @param outcomes in the order of the group
   */
  record Appended(Map<RunSession, List<RunEvent>> group, List<AppendOutcome> outcomes)
      implements Mail {}

  /**
   * Runs that begin were acquired, or could not be.
   *
   * @param outcomes in the order of the runs
   */
  record Acquired(List<RunSession> runs, List<AcquireOutcome> outcomes) implements Mail {}

  /** The store as a whole has failed. */
  record AppendFailed(RuntimeException failure) implements Mail {}

  /** A command from this process. */
  record Wish(RunId run, RunCommand command, CompletableFuture<Message.Reply> reply)
      implements Mail {
    @Override
    public String about() {
      return run.value();
    }
  }

  /** Something to do on the orchestrator's thread. */
  record Errand(Runnable action) implements Mail {}
}
