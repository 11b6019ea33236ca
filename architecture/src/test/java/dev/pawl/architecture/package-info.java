/** Rules that hold across modules. Begin with {@link dev.pawl.architecture.PackageMap}. */
@NullMarked
package dev.pawl.architecture;

import org.jspecify.annotations.NullMarked;
