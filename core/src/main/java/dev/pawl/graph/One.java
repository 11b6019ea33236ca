package dev.pawl.graph;

/**
 * One value of a run: the input, a task's result, or what a function made of them. It stands for a
 * value that will be there later, and only has a meaning in the {@link Graph} that gave it.
 *
 * @param <T> type of the value
 */
public sealed interface One<T> permits OneTask, OneRun, Handle.OneHandle {}
