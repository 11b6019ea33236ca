/**
 * Real servers on this machine, for tests and benchmarks; begin with {@link
 * dev.pawl.servers.PostgresServer}.
 */
@org.jspecify.annotations.NullMarked
package dev.pawl.servers;
