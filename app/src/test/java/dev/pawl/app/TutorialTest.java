package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.graph.Definitions.Loaded;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.specs.ProcessSpecs;
import dev.pawl.testkit.specs.SpecPage;
import dev.pawl.testkit.specs.SpecResult;
import dev.pawl.wire.JsonCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processes that the documentation quotes: they run, and stand there as they are compiled. */
final class TutorialTest {
  private static final Path ROOT = root();
  private static final Path SOURCE = ROOT.resolve("examples/tutorial/Primes.java");

  private static final Path STEPS = ROOT.resolve("examples/tutorial/EveryStep.java");
  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  @Acceptance("A12")
  void theProcessOfTheTutorialRunsFromItsSourceFile() throws Exception {
    try (PawlProcess process =
        PawlProcess.start(
            folder,
            "run",
            SOURCE.toString(),
            "--json",
            "--home",
            folder.resolve("home").toString(),
            "--input",
            "{\"below\":1000,\"ranges\":8}")) {
      var said = process.said();
      assertThat(said.json().get("outcome").stringValue()).isEqualTo("completed");
      assertThat(said.json().get("result").get("count").intValue()).isEqualTo(168);
      assertThat(said.json().get("result").get("largest").intValue()).isEqualTo(997);
    }
  }

  @Test
  @Acceptance({"A03", "A12"})
  void theSpecsOfTheTutorialHold() {
    Loaded process = SourceFile.load(SOURCE).get(0);
    List<SpecResult> results =
        ProcessSpecs.of("primes", process.graph().definition().getClass().getClassLoader()).stream()
            .flatMap(specs -> specs.check(new JsonCodec()).stream())
            .toList();
    assertThat(results).hasSize(2).allSatisfy(SpecResult::requireHolds);
    assertThat(new SpecPage("primes", results).markdown())
        .contains("Each range is searched by a task of its own");
  }

  @Test
  @Acceptance("P02")
  void aProcessOfEveryKindOfStepRunsFromItsSourceFile() {
    Said said =
        Said.by("run", STEPS.toString(), "--json", "--home", folder.resolve("home").toString());
    assertThat(said.json().get("outcome").stringValue()).isEqualTo("completed");
    assertThat(said.json().at("/result/report/signed/totals/sum/value").intValue()).isEqualTo(4950);
  }

  @Test
  @Acceptance("A10")
  void aRepeatIsShownWithItsRoundAndDrawnAsALoop() {
    String home = folder.resolve("home").toString();
    Said.by("run", STEPS.toString(), "--id", "every", "--json", "--home", home);

    assertThat(Said.by("show", "every", "--home", home).out())
        .contains("ROUND")
        .containsPattern("half +task +6 +1/1");
    assertThat(Said.by("events", "every", "--home", home).out())
        .containsPattern("RoundBegan +halve round 6")
        .containsPattern("RoundsEnded +halve after round 6");
    assertThat(Said.by("graph", STEPS.toString(), "--home", home).out()).contains("-->|again|");
    assertThat(Said.by("graph", STEPS.toString(), "--svg", "--home", home).out())
        .contains("class=\"edge again\"", ">again</text>");
  }

  @Test
  void whatTheDocumentationQuotesIsCompiled() throws Exception {
    requireQuoted("docs/tutorial/first-process.md", SOURCE);
    requireQuoted("docs/reference/writing-processes.md", STEPS);
    requireQuoted(
        "README.md",
        ROOT.resolve("examples/word-count/src/main/java/dev/pawl/wordcount/WordCount.java"));
  }

  private static void requireQuoted(String page, Path source) throws IOException {
    String code = flat(Files.readString(source));
    assertThat(javaBlocks(Files.readString(ROOT.resolve(page))))
        .isNotEmpty()
        .allSatisfy(quote -> assertThat(code).contains(flat(quote)));
  }

  private static List<String> javaBlocks(String page) {
    return JAVA_BLOCK.matcher(page).results().map(block -> block.group(1)).toList();
  }

  private static String flat(String code) {
    return code.replaceAll("\\s+", " ").strip();
  }

  private static Path root() {
    for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
      if (Files.isRegularFile(here.resolve("examples/tutorial/Primes.java"))) {
        return here;
      }
    }
    throw new IllegalStateException(
        "examples/tutorial/Primes.java should lie at or above the working directory, found none");
  }
}
