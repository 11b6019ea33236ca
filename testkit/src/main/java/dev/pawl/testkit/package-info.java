/**
 * Names for what a test shows: {@link dev.pawl.testkit.Guarantee} and {@link
 * dev.pawl.testkit.Acceptance}.
 */
@NullMarked
package dev.pawl.testkit;

import org.jspecify.annotations.NullMarked;
