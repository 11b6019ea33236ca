/**
 * How far forecasts were off: sMAPE, MASE and OWA of the M4 competition. Begin with {@link
 * dev.pawl.forecast.scores.Accuracy}; {@link dev.pawl.forecast.scores.ScoreSheet} sums many up.
 */
@NullMarked
package dev.pawl.forecast.scores;

import org.jspecify.annotations.NullMarked;
