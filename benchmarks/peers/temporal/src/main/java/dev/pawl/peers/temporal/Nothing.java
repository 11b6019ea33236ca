package dev.pawl.peers.temporal;

import io.temporal.activity.ActivityInterface;

/** The task. */
@ActivityInterface
public interface Nothing {
  void run();
}
