package dev.pawl.app.bench;

/**
 * What a measured run is asked for.
 *
 * @param tasks how many
 * @param bytes of each result, as JSON; 0 for an empty record
 */
public record Width(int tasks, int bytes) {}
