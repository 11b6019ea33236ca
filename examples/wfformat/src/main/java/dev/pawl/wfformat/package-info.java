/**
 * Executes recorded workflows in the format of WfCommons, task by task in their order. Begin with
 * {@link dev.pawl.wfformat.Wfformat}.
 */
@NullMarked
package dev.pawl.wfformat;

import org.jspecify.annotations.NullMarked;
