package dev.pawl.graph;

/**
 * The worker that runs a task.
 *
 * @param id unique among the workers of a deployment; a worker that is started again has a new one
 * @param pool whose tasks it takes
 * @param slots how many tasks it runs at once
 */
public record WorkerInfo(String id, String pool, int slots) {}
