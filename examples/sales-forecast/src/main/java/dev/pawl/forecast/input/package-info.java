/**
 * Series from files to shards, one series in memory at a time. Begin with {@link
 * dev.pawl.forecast.input.SeriesReader}; {@link dev.pawl.forecast.input.WideCsv} and {@link
 * dev.pawl.forecast.input.LongCsv} read files, {@link dev.pawl.forecast.input.ShardSplitter} cuts
 * what they read.
 */
@NullMarked
package dev.pawl.forecast.input;

import org.jspecify.annotations.NullMarked;
