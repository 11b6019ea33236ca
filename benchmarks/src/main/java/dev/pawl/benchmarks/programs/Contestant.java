package dev.pawl.benchmarks.programs;

import java.util.List;

/**
 * A program that is measured, as processes that each print a line of JSON.
 *
 * @param name as the tables show it
 * @param records where it records that a task is done
 * @param durable whether what it recorded outlives a power cut
 * @param commands run one after the other, each for some fields of what it prints
 */
record Contestant(String name, String records, boolean durable, List<Command> commands) {

  /**
   * One process.
   *
   * @param line the program and its arguments
   * @param fields that are taken from what it prints; all numbers where there is none
   */
  record Command(List<String> line, List<String> fields) {}
}
