/** db-scheduler, on a PostgreSQL that comes and goes with it. */
@NullMarked
package dev.pawl.peers.dbscheduler;

import org.jspecify.annotations.NullMarked;
