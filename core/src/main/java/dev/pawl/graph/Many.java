package dev.pawl.graph;

/**
 * Many values of one type, with indexes 0, 1, 2, …; how many is known only while the run goes on,
 * and may be none. Steps that follow element by element are pipelined: item 7 goes on while item 8
 * is still in the step before.
 *
 * @param <T> type of each value
 */
public sealed interface Many<T> permits ManyTask, ManyRun, Handle.ManyHandle {}
