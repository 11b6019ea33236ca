package dev.pawl.app.drawing;

import dev.pawl.app.drawing.Drawing.Edge;
import dev.pawl.app.drawing.Drawing.Flow;
import dev.pawl.app.drawing.Drawing.Node;
import dev.pawl.app.drawing.Drawing.State;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A drawing as one SVG file that needs nothing else, and is readable in light and dark
 * surroundings.
 */
public final class SvgDrawing {
  private static final double TITLE = 34;
  private static final double LEGEND = 40;
  private static final double TITLE_LETTER = 9;
  private static final double TITLE_MARGIN = 20;
  private static final double LEAST_WIDTH = 470;
  private static final double MARGIN = 28;
  private static final double LOOP = 44;
  private static final double BEND = 10;

  private static final Pattern TASKS = Pattern.compile("(task|shuffle|run)\\b");

  private static final String STYLE =
      """
      :root{--paper:#fff;--line:#d0d7de;--ink:#1f2328;--soft:#59636e;--flow:#8c959f;--box:#f6f8fa;--rim:#8c959f;
        --task:#ddf4ff;--task-rim:#0969da;--done:#dafbe1;--done-rim:#1a7f37;--active:#fff8c5;--active-rim:#9a6700;
        --trouble:#ffebe9;--trouble-rim:#cf222e}
      @media(prefers-color-scheme:dark){:root{--paper:#0d1117;--line:#3d444d;--ink:#f0f6fc;--soft:#9198a1;--flow:#656c76;--box:#212830;
        --rim:#656c76;--task:#12304f;--task-rim:#4493f8;--done:#12331f;--done-rim:#3fb950;--active:#3a2d08;--active-rim:#d29922;
        --trouble:#43171a;--trouble-rim:#f85149}}
      text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:var(--ink);text-anchor:middle}
      .paper{fill:var(--paper);stroke:var(--line)} .title{font-size:15px;font-weight:600;text-anchor:start}
      .name{font-size:14px;font-weight:600} .caption,.label,.legend{font-size:11.5px;fill:var(--soft)} .legend{text-anchor:start}
      .label{paint-order:stroke;stroke:var(--paper);stroke-width:5px}
      .box{fill:var(--box);stroke:var(--rim);stroke-width:1.4} .task .box{fill:var(--task);stroke:var(--task-rim)}
      .bar{fill:var(--ink);stroke:none} .bartext{font-size:11.5px;font-weight:600;fill:var(--paper)}
      .done .box{fill:var(--done);stroke:var(--done-rim)} .active .box{fill:var(--active);stroke:var(--active-rim)}
      .trouble .box{fill:var(--trouble);stroke:var(--trouble-rim)} .waiting .box,.skipped .box{fill:var(--box);stroke:var(--rim)}
      .skipped .box{stroke-dasharray:4 3} .skipped text{fill:var(--soft)}
      .done .bar{fill:var(--done-rim)} .active .bar{fill:var(--active-rim)} .waiting .bar,.skipped .bar{fill:var(--rim)}
      .share{fill:var(--active-rim)} .trouble .share{fill:var(--trouble-rim)} .done .share{fill:var(--done-rim)}
      .edge{fill:none;stroke:var(--flow);stroke-width:1.5} .each{stroke-width:3.5} .barrier{stroke-width:2;stroke-dasharray:2 4;stroke-linecap:round}
      .tip{fill:var(--flow)}
      """;

  private final Drawing drawing;
  private final Placement placement;
  private final StringBuilder svg = new StringBuilder();

  private SvgDrawing(Drawing drawing) {
    this.drawing = drawing;
    this.placement = Placement.of(drawing);
  }

  public static String of(Drawing drawing) {
    return new SvgDrawing(drawing).draw();
  }

  private String draw() {
    double title = drawing.title().length() * TITLE_LETTER + 2 * TITLE_MARGIN;
    double width =
        Math.max(Math.max(LEAST_WIDTH, title), placement.width() + LOOP * loops().size());
    double height = TITLE + placement.height() + LEGEND;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0"
            + " %.0f %.0f\" role=\"img\">%n",
        width, height, width, height);
    add("<title>%s</title>%n<style>%n%s</style>%n", escape(drawing.title()), STYLE);
    add(
        "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\""
            + " markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path"
            + " class=\"tip\" d=\"M0 0.5 8 4 0 7.5z\"/></marker></defs>%n");
    add(
        "<rect class=\"paper\" x=\"0.5\" y=\"0.5\" width=\"%.0f\" height=\"%.0f\" rx=\"12\"/>%n",
        width - 1, height - 1);
    add("<text class=\"title\" x=\"20\" y=\"30\">%s</text>%n", escape(drawing.title()));
    add(
        "<g transform=\"translate(%.1f %.1f)\">%n",
        (width - placement.width() - LOOP * loops().size()) / 2, TITLE);
    List<Edge> edges = Layers.downwards(drawing);
    for (int i = 0; i < edges.size(); i++) {
      edge(edges.get(i), placement.layers().paths().get(i));
    }
    for (int i = 0; i < loops().size(); i++) {
      loop(loops().get(i), placement.width() - MARGIN + LOOP * (i + 0.5));
    }
    for (int i = 0; i < drawing.nodes().size(); i++) {
      node(drawing.nodes().get(i), i);
    }
    add("</g>%n");
    legend(height - 18);
    add("</svg>%n");
    return svg.toString();
  }

  private void edge(Edge edge, List<Integer> path) {
    StringBuilder curve = new StringBuilder();
    for (int i = 0; i + 1 < path.size(); i++) {
      int from = path.get(i);
      int to = path.get(i + 1);
      double top = placement.y()[from] + placement.heights()[from] / 2;
      double bottom =
          placement.y()[to] - placement.heights()[to] / 2 - (i + 2 == path.size() ? 2 : 0);
      double bend = (bottom - top) / 2;
      if (i == 0) {
        curve.append(text("M%.1f %.1f", placement.x()[from], top));
      }
      curve.append(
          text(
              "C%.1f %.1f %.1f %.1f %.1f %.1f",
              placement.x()[from],
              top + bend,
              placement.x()[to],
              bottom - bend,
              placement.x()[to],
              bottom));
    }
    String flow = edge.flow() == Flow.ONE ? "edge" : "edge " + word(edge.flow());
    add("<path class=\"%s\" marker-end=\"url(#tip)\" d=\"%s\"/>%n", flow, curve);
    if (!edge.label().isEmpty()) {
      double x = (placement.x()[path.get(0)] + placement.x()[path.get(1)]) / 2;
      double y = (placement.y()[path.get(0)] + placement.y()[path.get(1)]) / 2;
      add(
          "<text class=\"label\" x=\"%.1f\" y=\"%.1f\">%s</text>%n",
          x, y + 4, escape(edge.label()));
    }
  }

  private List<Edge> loops() {
    return drawing.edges().stream().filter(edge -> edge.flow() == Flow.AGAIN).toList();
  }

  /**
   * From the right side of a box, along a line right of all boxes, up to the right side of another.
   */
  private void loop(Edge edge, double line) {
    double from = placement.y()[edge.from()];
    double to = placement.y()[edge.to()];
    double start = placement.x()[edge.from()] + placement.boxes()[edge.from()] / 2;
    double end = placement.x()[edge.to()] + placement.boxes()[edge.to()] / 2 + 2;
    add(
        "<path class=\"edge again\" marker-end=\"url(#tip)\" d=\"M%.1f %.1fH%.1fQ%.1f %.1f %.1f"
            + " %.1fV%.1fQ%.1f %.1f %.1f %.1fH%.1f\"/>%n",
        start,
        from,
        line - BEND,
        line,
        from,
        line,
        from - BEND,
        to + BEND,
        line,
        to,
        line - BEND,
        to,
        end);
    add(
        "<text class=\"label\" x=\"%.1f\" y=\"%.1f\">%s</text>%n",
        line, (from + to) / 2 + 4, escape(edge.label()));
  }

  private void node(Node node, int place) {
    double width = placement.boxes()[place];
    double height = placement.heights()[place];
    double left = placement.x()[place] - width / 2;
    double top = placement.y()[place] - height / 2;
    boolean plainTask = node.state() == State.PLAIN && TASKS.matcher(node.caption()).lookingAt();
    add(
        "<g class=\"%s\" transform=\"translate(%.1f %.1f)\">",
        plainTask ? "task" : word(node.state()), left, top);
    if (node.barrier()) {
      add("<rect class=\"bar\" width=\"%.1f\" height=\"%.1f\" rx=\"5\"/>", width, height);
      add(
          "<text class=\"bartext\" x=\"%.1f\" y=\"14\">%s</text></g>%n",
          width / 2, escape(node.name()));
      return;
    }
    if (node.many()) {
      add(
          "<rect class=\"box\" x=\"5\" y=\"5\" width=\"%.1f\" height=\"%.1f\" rx=\"10\"/>",
          width, height);
    }
    add("<rect class=\"box\" width=\"%.1f\" height=\"%.1f\" rx=\"10\"/>", width, height);
    add("<text class=\"name\" x=\"%.1f\" y=\"20\">%s</text>", width / 2, escape(node.name()));
    add("<text class=\"caption\" x=\"%.1f\" y=\"36\">%s</text>", width / 2, escape(node.caption()));
    if (drawing.live() && node.share() > 0 && node.state() != State.DONE) {
      add(
          "<rect class=\"share\" x=\"8\" y=\"%.1f\" width=\"%.1f\" height=\"3\" rx=\"1.5\"/>",
          height - 5, (width - 16) * Math.min(1, node.share()));
    }
    add("</g>%n");
  }

  private void legend(double y) {
    add("<g transform=\"translate(20 %.1f)\">", y);
    sample(0, "edge", "one value");
    sample(130, "edge each", "one by one");
    sample(265, "edge barrier", "waits for all");
    add("</g>%n");
  }

  private void sample(double x, String type, String meaning) {
    add(
        "<path class=\"%s\" marker-end=\"url(#tip)\" d=\"M%.0f 0h34\"/><text class=\"legend\""
            + " x=\"%.0f\" y=\"4\">%s</text>",
        type, x, x + 42, meaning);
  }

  private void add(String format, Object... values) {
    svg.append(text(format, values));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format.replace("%n", "\n"), values);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
