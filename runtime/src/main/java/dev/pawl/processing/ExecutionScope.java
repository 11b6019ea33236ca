package dev.pawl.processing;

import dev.pawl.graph.WorkerInfo;
import dev.pawl.spi.BlobStore;
import java.util.Locale;

/**
 * What the executions of one delivery have in common.
 *
 * @param step id in the graph
 * @param stepName for people
 * @param round of the step, 0 outside of repeats
 * @param nonce of the delivery
 * @param worker that runs them
 */
record ExecutionScope(
    String run,
    int step,
    String stepName,
    int round,
    long nonce,
    BlobStore store,
    WorkerInfo worker) {

  /**
   * Where the blobs of one execution go: {@code run/step/index/nonce/}, from the second round of a
   * repeat on {@code run/step/index.round/nonce/}.
   */
  String blobPrefix(int index) {
    String name = stepName.replaceAll("[^A-Za-z0-9._-]", "_");
    String task = round == 0 ? String.valueOf(index) : index + "." + round;
    return String.format(Locale.ROOT, "%s/%02d-%s/%s/%016x/", run, step, name, task, nonce);
  }
}
