package dev.pawl.spi;

import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * A technology that ports can be had from, by URIs of its schemes. Found by {@link
 * java.util.ServiceLoader}, so that a deployment is picked by configuration and by what lies on the
 * class path. Safe for use by many threads.
 */
public interface PortProvider {
  /** The schemes of its URIs, such as {@code postgresql}. */
  Set<String> schemes();

  /** How a URI of its looks, for texts: an example of each. */
  List<String> examples();

  /**
   * A URI as it may be printed: without passwords and the like.
   *
   * @throws PortFailure.Invalid where it is none of this technology
   */
  String redacted(URI uri);

  /**
   * Opens an event store, which closes all that was opened for it.
   *
   * @throws PortFailure.Invalid where this technology has none, or refuses what the URI says
   * @throws PortFailure.Unavailable where it cannot be reached
   */
  EventStore openEvents(URI uri);

  /**
   * Opens a queue, which closes all that was opened for it.
   *
   * @throws PortFailure.Invalid where this technology has none, or refuses what the URI says
   * @throws PortFailure.Unavailable where it cannot be reached
   */
  TaskQueue openQueue(URI uri);
}
