/**
 * Tests of handlers without workers or queues. Begin with {@link
 * dev.pawl.testkit.handlers.TestContext}.
 */
@NullMarked
package dev.pawl.testkit.handlers;

import org.jspecify.annotations.NullMarked;
