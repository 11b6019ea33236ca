package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.testkit.Acceptance;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class GraphTest {
  @TempDir Path folder;
  private Pawl pawl = new Pawl(Path.of(""));

  @BeforeEach
  void home() {
    pawl = new Pawl(folder.resolve("home"));
  }

  @Test
  void a_definition_is_drawn_as_mermaid_text_with_pipelines_barriers_and_branches() {
    String text = pawl.call("graph", "steps").out();

    assertThat(text).startsWith("---\ntitle: \"steps 1\"\n---\nflowchart TD\n");
    assertThat(text)
        .contains(
            "==>", "-.->", "-->|then|", "-->|otherwise|", "square<br/><small>task × n</small>");
  }

  @Test
  @Acceptance("A10")
  void a_run_is_drawn_with_the_counts_and_states_of_its_steps() throws Exception {
    Path gate = Files.createFile(folder.resolve("gate"));
    pawl.call("run", "steps", "--id", "one", "--input", Pawl.input(4, 0, gate, 2));

    String svg = pawl.call("graph", "one", "--svg").out();

    assertThat(texts(parse(svg)))
        .contains(
            "square",
            "task · 3/4 · 1 in quarantine",
            "one · steps 1 · stalled",
            "then",
            "otherwise");
    assertThat(svg)
        .contains(
            "class=\"trouble\"",
            "class=\"done\"",
            "class=\"waiting\"",
            "prefers-color-scheme:dark");
  }

  @Test
  @Acceptance("A10")
  void the_branch_that_a_run_did_not_take_is_drawn_as_skipped() throws Exception {
    pawl.call("run", "steps", "--id", "one", "--input", Pawl.input(4));

    String mermaid = pawl.call("graph", "one", "--mermaid").out();

    assertThat(mermaid.lines().filter(line -> line.contains(":::skipped")))
        .singleElement()
        .asString()
        .contains("large sum");
    parse(pawl.call("graph", "one", "--svg").out());
  }

  @Test
  void boxes_lie_beside_each_other_and_within_the_picture() throws Exception {
    Document svg = parse(pawl.call("graph", "steps", "--svg").out());

    double width = Double.parseDouble(svg.getDocumentElement().getAttribute("width"));
    List<double[]> boxes = boxes(svg);
    assertThat(boxes).hasSizeGreaterThan(8);
    for (int i = 0; i < boxes.size(); i++) {
      double[] one = boxes.get(i);
      assertThat(one[0]).isBetween(0.0, width - one[2]);
      for (double[] other : boxes.subList(i + 1, boxes.size())) {
        boolean apart =
            one[0] + one[2] <= other[0]
                || other[0] + other[2] <= one[0]
                || one[1] + one[3] <= other[1]
                || other[1] + other[3] <= one[1];
        assertThat(apart).isTrue();
      }
    }
  }

  @Test
  void a_picture_is_written_to_a_file_as_its_name_says() throws IOException {
    Path file = folder.resolve("graph.svg");

    assertThat(pawl.call("graph", "steps", "--out", file.toString()).out()).isEmpty();
    assertThat(Files.readString(file)).startsWith("<svg");
    assertThat(pawl.call("graph", "steps", "--svg", "--mermaid").code()).isEqualTo(2);
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> texts(Document svg) {
    List<String> texts = new ArrayList<>();
    NodeList found = svg.getElementsByTagName("text");
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }

  /** Left, top, width and height of each node. */
  private static List<double[]> boxes(Document svg) {
    List<double[]> boxes = new ArrayList<>();
    NodeList groups = svg.getElementsByTagName("g");
    for (int i = 0; i < groups.getLength(); i++) {
      Element group = (Element) groups.item(i);
      if (group.hasAttribute("class")) {
        String[] at =
            group.getAttribute("transform").replaceAll("[^0-9. -]", "").strip().split(" ");
        Element box = (Element) group.getElementsByTagName("rect").item(0);
        boxes.add(
            new double[] {
              Double.parseDouble(at[0]), Double.parseDouble(at[1]),
              Double.parseDouble(box.getAttribute("width")),
                  Double.parseDouble(box.getAttribute("height"))
            });
      }
    }
    return boxes;
  }
}
