package dev.pawl.app.soak;

/**
 * How far a soak is.
 *
 * @param run number of the run that is under way, from 1
 * @param confirmed tasks of this run
 * @param tasks that it has
 * @param kills so far
 * @param seconds since the beginning
 * @param rate tasks of all runs that were confirmed, by time
 */
public record SoakProgress(
    int run, long confirmed, int tasks, int kills, double seconds, double rate) {}
