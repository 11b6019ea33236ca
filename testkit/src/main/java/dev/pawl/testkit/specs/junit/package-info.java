/** Specs as JUnit tests. Begin with {@link dev.pawl.testkit.specs.junit.SpecExtension}. */
@NullMarked
package dev.pawl.testkit.specs.junit;

import org.jspecify.annotations.NullMarked;
