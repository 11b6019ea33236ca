package dev.pawl.app.drawing;

import java.util.List;

/**
 * What a picture of a graph shows. Immutable.
 *
 * @param title above the picture
 * @param nodes a node's id is its place
 * @param live whether it shows a run, so that states mean something
 */
public record Drawing(String title, List<Node> nodes, List<Edge> edges, boolean live) {
  public Drawing {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /** How a step of a run stands; PLAIN outside runs. */
  public enum State {
    PLAIN,
    WAITING,
    ACTIVE,
    DONE,
    TROUBLE,
    SKIPPED
  }

  /** What flows along an edge. */
  public enum Flow {
    /** One value. */
    ONE,
    /** Values go on one by one, as they come. */
    EACH,
    /** All values are waited for. */
    BARRIER,
    /** The next round begins: the one flow that goes upwards. */
    AGAIN
  }

  /**
   * A step.
   *
   * @param caption beneath the name: the kind, and counts where there are any
   * @param many whether it has many values
   * @param barrier whether it only waits
   * @param share of its values that are there, 0 to 1
   */
  public record Node(
      String name, String caption, boolean many, boolean barrier, State state, double share) {}

  /** Values of one step go to another; with a label where a branch begins. */
  public record Edge(int from, int to, Flow flow, String label) {}
}
