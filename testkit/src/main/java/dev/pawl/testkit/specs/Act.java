package dev.pawl.testkit.specs;

import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Something that happens to a run. Made by {@link Acts} and {@link Tasks}. Immutable.
 *
 * @param words what it is, in the words of the process
 * @param play lets it happen on a bench
 */
public record Act(Function<Words, String> words, BiConsumer<Bench, Words> play) {}
