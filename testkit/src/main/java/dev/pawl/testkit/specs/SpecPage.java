package dev.pawl.testkit.specs;

import java.util.List;

/** Results of specs as one page of Markdown. */
public record SpecPage(String title, List<SpecResult> results) {
  public SpecPage {
    results = List.copyOf(results);
  }

  public boolean holds() {
    return results.stream().allMatch(SpecResult::holds);
  }

  public String markdown() {
    long held = results.stream().filter(SpecResult::holds).count();
    StringBuilder text = new StringBuilder("# ").append(title).append("\n\n");
    text.append(held).append(" of ").append(results.size()).append(" hold.\n\n");
    results.forEach(result -> text.append(result.markdown()));
    return text.toString();
  }
}
