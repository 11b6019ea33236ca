/**
 * The aggregate of a run: commands, events, state and what decides. Begin with {@link
 * dev.pawl.run.RunDecider}. Nothing here knows a clock, a random number, a log or a file.
 */
@NullMarked
package dev.pawl.run;

import org.jspecify.annotations.NullMarked;
