/**
 * Classical forecasting methods, as the benchmarks of the M4 competition define them. Begin with
 * {@link dev.pawl.forecast.methods.SeriesForecaster}.
 */
@NullMarked
package dev.pawl.forecast.methods;

import org.jspecify.annotations.NullMarked;
