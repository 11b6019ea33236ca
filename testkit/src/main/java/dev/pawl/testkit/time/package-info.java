/** Time under a test's control; begin with {@link dev.pawl.testkit.time.VirtualClock}. */
@NullMarked
package dev.pawl.testkit.time;

import org.jspecify.annotations.NullMarked;
