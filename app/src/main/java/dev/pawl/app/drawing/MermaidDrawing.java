package dev.pawl.app.drawing;

import dev.pawl.app.drawing.Drawing.Edge;
import dev.pawl.app.drawing.Drawing.Node;
import dev.pawl.app.drawing.Drawing.State;
import java.util.Locale;

/** A drawing as a flowchart in Mermaid's text, as many tools show it. */
public final class MermaidDrawing {
  private static final String CLASSES =
      """
        classDef waiting fill:#eaeef2,stroke:#8c959f,color:#1f2328
        classDef active fill:#fff8c5,stroke:#9a6700,color:#1f2328
        classDef done fill:#dafbe1,stroke:#1a7f37,color:#1f2328
        classDef trouble fill:#ffebe9,stroke:#cf222e,color:#1f2328
        classDef skipped fill:#fff,stroke:#8c959f,color:#59636e,stroke-dasharray:4 3
      """;

  private MermaidDrawing() {}

  public static String of(Drawing drawing) {
    StringBuilder text =
        new StringBuilder(
            "---\ntitle: \"" + drawing.title().replace("\"", "'") + "\"\n---\nflowchart TD\n");
    for (int id = 0; id < drawing.nodes().size(); id++) {
      Node node = drawing.nodes().get(id);
      text.append("  s").append(id).append(shape(node));
      text.append(
              node.state() == State.PLAIN
                  ? ""
                  : ":::" + node.state().name().toLowerCase(Locale.ROOT))
          .append('\n');
    }
    for (Edge edge : drawing.edges()) {
      String label = edge.label().isEmpty() ? "" : "|" + escape(edge.label()) + "|";
      text.append("  s")
          .append(edge.from())
          .append(arrow(edge))
          .append(label)
          .append(" s")
          .append(edge.to())
          .append('\n');
    }
    return text.append(drawing.live() ? CLASSES : "").toString();
  }

  private static String shape(Node node) {
    String words =
        "\""
            + escape(node.name())
            + (node.caption().isEmpty() ? "" : "<br/><small>" + escape(node.caption()) + "</small>")
            + "\"";
    if (node.barrier()) {
      return "{{" + words + "}}";
    }
    return node.many() ? "[[" + words + "]]" : "(" + words + ")";
  }

  private static String arrow(Edge edge) {
    return switch (edge.flow()) {
      case ONE, AGAIN -> " -->";
      case EACH -> " ==>";
      case BARRIER -> " -.->";
    };
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("\"", "&quot;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
