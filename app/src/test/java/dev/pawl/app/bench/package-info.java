/** Tests of the audit that {@code pawl bench} makes. */
@NullMarked
package dev.pawl.app.bench;

import org.jspecify.annotations.NullMarked;
