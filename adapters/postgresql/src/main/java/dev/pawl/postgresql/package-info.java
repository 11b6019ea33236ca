/**
 * Event streams and queues in PostgreSQL. Begin with {@link dev.pawl.postgresql.PostgresDatabase},
 * which opens a {@link dev.pawl.postgresql.PostgresEventStore} and a {@link
 * dev.pawl.postgresql.PostgresTaskQueue}.
 */
@org.jspecify.annotations.NullMarked
package dev.pawl.postgresql;
