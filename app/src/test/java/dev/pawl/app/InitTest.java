package dev.pawl.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitTest {
  @TempDir Path folder;

  @Test
  void the_project_compiles_and_its_process_runs() throws IOException {
    Path project = folder.resolve("Letter Count");
    assertThat(Said.by("init", project.toString()).code()).isZero();

    Path classes = compile(project);
    Path services = Path.of("META-INF/services/dev.pawl.graph.ProcessDefinition");
    Files.createDirectories(Objects.requireNonNull(classes.resolve(services).getParent()));
    Files.copy(project.resolve("src/main/resources").resolve(services), classes.resolve(services));
    Said said =
        Said.by(
            "run",
            "letter-count",
            "--jar",
            classes.toString(),
            "--home",
            folder.resolve("home").toString(),
            "--json");

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.json().get("result").toString()).isEqualTo("{\"words\":5,\"letters\":19}");
    assertThat(project.resolve("README.md"))
        .content()
        .contains("pawl run letter-count --jar target/letter-count.jar");
    assertThat(project.resolve("pom.xml"))
        .content()
        .contains("<artifactId>letter-count</artifactId>")
        .doesNotContain("@");
  }

  /** Sources and specs of the project, against the jars of this build. */
  private Path compile(Path project) throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    try (Stream<Path> all = Files.walk(project)) {
      List<String> sources =
          all.map(Path::toString).filter(path -> path.endsWith(".java")).toList();
      assertThat(sources).hasSize(3);
      List<String> options =
          List.of(
              "-d",
              classes.toString(),
              "-cp",
              System.getProperty(
                  "surefire.test.class.path", System.getProperty("java.class.path")));
      String[] arguments = Stream.concat(options.stream(), sources.stream()).toArray(String[]::new);
      assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments)).isZero();
    }
    return classes;
  }

  @Test
  void a_folder_with_files_is_left_alone() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "mine");

    Said said = Said.by("init", folder.toString());

    assertThat(said.code()).isEqualTo(2);
    assertThat(folder.toFile().list()).containsExactly("mine.txt");
  }
}
