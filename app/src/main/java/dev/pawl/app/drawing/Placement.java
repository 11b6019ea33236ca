package dev.pawl.app.drawing;

import dev.pawl.app.drawing.Drawing.Node;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where everything lies, in pixels. Centres of places; stand-ins have no size.
 *
 * @param x centre of each place
 * @param y centre of each place
 * @param boxes width of each place
 * @param heights height of each place
 * @param width of all
 * @param height of all
 */
record Placement(
    Layers layers,
    double[] x,
    double[] y,
    double[] boxes,
    double[] heights,
    double width,
    double height) {
  private static final double BOX_HEIGHT = 46;
  private static final double BAR_HEIGHT = 20;
  private static final double LAYER_GAP = 34;
  private static final double GAP = 34;
  private static final double MARGIN = 28;
  private static final int FIRST_ROUNDS = 20;
  private static final int ROUNDS = 300;

  static Placement of(Drawing drawing) {
    Layers layers = Layers.of(drawing);
    int places = layers.layerOf().length;
    double[] boxes = new double[places];
    double[] heights = new double[places];
    for (int i = 0; i < drawing.nodes().size(); i++) {
      Node node = drawing.nodes().get(i);
      boxes[i] =
          node.barrier()
              ? 96
              : Math.max(
                  118, 30 + Math.max(8.2 * node.name().length(), 6.6 * node.caption().length()));
      heights[i] = node.barrier() ? BAR_HEIGHT : BOX_HEIGHT;
    }
    double[] x = across(layers, boxes);
    double[] y = new double[places];
    double bottom = down(layers, heights, y);
    double left = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    for (int i = 0; i < places; i++) {
      left = Math.min(left, x[i] - boxes[i] / 2);
      right = Math.max(right, x[i] + boxes[i] / 2);
    }
    for (int i = 0; i < places; i++) {
      x[i] += MARGIN - left;
    }
    return new Placement(layers, x, y, boxes, heights, right - left + 2 * MARGIN, bottom);
  }

  private static double down(Layers layers, double[] heights, double[] y) {
    double top = MARGIN;
    for (List<Integer> layer : layers.order()) {
      double tallest = layer.stream().mapToDouble(place -> heights[place]).max().orElse(0);
      for (int place : layer) {
        y[place] = top + tallest / 2;
      }
      top += tallest + LAYER_GAP;
    }
    return top - LAYER_GAP + MARGIN;
  }

  /**
   * Every place moves towards the middle of its neighbours, as far as those beside it leave room.
   */
  private static double[] across(Layers layers, double[] boxes) {
    double[] x = new double[boxes.length];
    for (List<Integer> layer : layers.order()) {
      settle(layer, x.clone(), boxes, x);
    }
    List<List<Integer>> above = Layers.neighbours(boxes.length, layers.paths(), false);
    List<List<Integer>> below = Layers.neighbours(boxes.length, layers.paths(), true);
    for (int round = 0; round < ROUNDS; round++) {
      boolean down = round % 2 == 0;
      for (int i = 0; i < layers.order().size(); i++) {
        List<Integer> layer = layers.order().get(down ? i : layers.order().size() - 1 - i);
        double[] wished = x.clone();
        for (int place : layer) {
          List<Integer> neighbours =
              round < FIRST_ROUNDS
                  ? (down ? above : below).get(place)
                  : join(above.get(place), below.get(place));
          wished[place] = middle(place, neighbours, boxes, x);
        }
        settle(layer, wished, boxes, x);
      }
    }
    return x;
  }

  private static List<Integer> join(List<Integer> some, List<Integer> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /**
   * The mean of neighbours; stand-ins follow each other more than anything else, so that long edges
   * are straight.
   */
  private static double middle(int place, List<Integer> neighbours, double[] boxes, double[] x) {
    double sum = 0;
    double weights = 0;
    for (int neighbour : neighbours) {
      boolean bothStandIns = boxes[place] == 0 && boxes[neighbour] == 0;
      double weight = bothStandIns ? 12 : boxes[place] == 0 || boxes[neighbour] == 0 ? 0.4 : 1;
      sum += weight * x[neighbour];
      weights += weight;
    }
    return weights == 0 ? x[place] : sum / weights;
  }

  /**
   * The mean of pushing to the right and pushing to the left: order and distances hold in both, so
   * they hold in the mean.
   */
  private static void settle(List<Integer> layer, double[] wished, double[] boxes, double[] x) {
    int count = layer.size();
    double[] rightwards = new double[count];
    double[] leftwards = new double[count];
    for (int i = 0; i < count; i++) {
      double least = i == 0 ? -Double.MAX_VALUE : rightwards[i - 1] + apart(layer, boxes, i - 1);
      rightwards[i] = Math.max(wished[layer.get(i)], least);
    }
    for (int i = count - 1; i >= 0; i--) {
      double most = i == count - 1 ? Double.MAX_VALUE : leftwards[i + 1] - apart(layer, boxes, i);
      leftwards[i] = Math.min(wished[layer.get(i)], most);
    }
    for (int i = 0; i < count; i++) {
      x[layer.get(i)] = (rightwards[i] + leftwards[i]) / 2;
    }
  }

  private static double apart(List<Integer> layer, double[] boxes, int left) {
    return boxes[layer.get(left)] / 2 + boxes[layer.get(left + 1)] / 2 + GAP;
  }
}
