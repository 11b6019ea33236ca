/**
 * Real processes under kill -9, and an audit of what they left. Begin with {@link
 * dev.pawl.app.soak.Soak}.
 */
@NullMarked
package dev.pawl.app.soak;

import org.jspecify.annotations.NullMarked;
