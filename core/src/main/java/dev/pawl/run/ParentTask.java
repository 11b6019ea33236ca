package dev.pawl.run;

/**
 * The task of another run that a run was begun for.
 *
 * @param round of the step, 0 outside of repeats
 * @param attempt of the task, from 1: each has a run of its own
 */
public record ParentTask(RunId run, int step, int round, int index, int attempt) {}
