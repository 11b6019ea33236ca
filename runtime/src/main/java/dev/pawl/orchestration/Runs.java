package dev.pawl.orchestration;

import dev.pawl.run.Decision;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunId;
import dev.pawl.spi.PortFailure;

/** What an orchestrator does with the runs that it owns. On its thread. */
interface Runs {
  /** Begins to own a run that exists. */
  RunSession load(RunId run);

  /** Puts a command to a run; its events become durable with the next group. */
  Decision handle(RunSession session, RunCommand command);

  /**
   * Has something done again if the group that is being decided turns out to be in vain, in part or
   * whole: because a state that it was decided on was thrown away.
   */
  void insist(Runnable again);

  /** Throws the state of a run away, which is loaded again when it is needed. */
  void drop(RunSession session, String reason);

  /** Owns a run no more, and forgets what of it is not durable. */
  void giveUp(RunSession session, PortFailure failure);

  /** Forgets a run where nothing of it is under way; it can be loaded again. */
  void release(RunSession session);
}
