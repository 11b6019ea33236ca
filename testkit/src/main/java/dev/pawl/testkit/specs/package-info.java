/**
 * Given, when, then: what a process does, in terms of its steps, that runs as a test and prints as
 * documentation. Begin with {@link dev.pawl.testkit.specs.Spec}; under JUnit with {@link
 * dev.pawl.testkit.specs.junit.SpecExtension}.
 */
@NullMarked
package dev.pawl.testkit.specs;

import org.jspecify.annotations.NullMarked;
