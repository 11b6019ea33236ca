package dev.pawl.forecast.report;

import org.jspecify.annotations.Nullable;

/**
 * How far one method was off, over all series.
 *
 * @param method its name, such as {@code theta}
 * @param smape mean symmetric absolute percentage error, 0 to 200; NaN where there is none
 * @param mase mean absolute scaled error; NaN where there is none
 * @param owa overall weighted average of both, relative to Naive2; null where that scores 0
 */
public record Score(String method, double smape, double mase, @Nullable Double owa) {}
