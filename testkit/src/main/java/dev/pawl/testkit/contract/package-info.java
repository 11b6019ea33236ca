/**
 * What every implementation of a port has to show, one mix-in interface for each behaviour. Begin
 * with {@link dev.pawl.testkit.contract.TaskQueueContract} or {@link
 * dev.pawl.testkit.contract.BlobStoreContract}.
 */
@NullMarked
package dev.pawl.testkit.contract;

import org.jspecify.annotations.NullMarked;
