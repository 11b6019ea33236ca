/**
 * What a run leaves to read: a page, and two tables. Begin with {@link
 * dev.pawl.forecast.report.Report}, which {@link dev.pawl.forecast.report.HtmlReport} writes;
 * {@link dev.pawl.forecast.report.ForecastsCsv} and {@link dev.pawl.forecast.report.ScoresCsv}
 * write the tables.
 */
@NullMarked
package dev.pawl.forecast.report;

import org.jspecify.annotations.NullMarked;
