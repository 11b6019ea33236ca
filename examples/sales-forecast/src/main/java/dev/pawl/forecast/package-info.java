/**
 * Forecasts of thousands of sales series: the whole process. Begin with {@link
 * dev.pawl.forecast.SalesForecast}.
 */
@NullMarked
package dev.pawl.forecast;

import org.jspecify.annotations.NullMarked;
