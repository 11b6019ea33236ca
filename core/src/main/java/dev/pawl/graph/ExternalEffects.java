package dev.pawl.graph;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A {@link TaskHandler} that does more than read and write blobs: it sends mail, calls a service,
 * writes to a database. A task of its that takes long is not begun a second time beside the first,
 * unless the step says so. Failures and lost workers lead to further attempts all the same: see
 * {@link TaskContext#idempotencyKey}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ExternalEffects {}
