/**
 * Generated data: retail sales of a made-up chain of stores, by the TPC-DS generator, as monthly
 * series per item. Begin with {@link dev.pawl.forecast.generate.RetailSales}.
 */
@NullMarked
package dev.pawl.forecast.generate;

import org.jspecify.annotations.NullMarked;
