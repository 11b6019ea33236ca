package dev.pawl.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SourcesTest {
  private static final Sources PAWL = Sources.ofRepository();

  @Test
  void every_module_is_read() {
    assertThat(PAWL.files())
        .extracting(file -> PAWL.root().relativize(file).getName(0).toString())
        .contains("core", "runtime", "app", "architecture");
  }

  @Test
  void no_source_file_has_more_than_500_lines() {
    assertThat(PAWL.tooLong()).isEmpty();
  }

  @Test
  void no_type_is_named_Impl_Manager_Util_or_Helper() {
    assertThat(PAWL.badlyNamed()).isEmpty();
  }

  @Test
  void a_long_file_is_found(@TempDir Path folder) throws IOException {
    write(folder, "module/src/main/java/Long.java", "\n".repeat(501));
    write(folder, "module/src/main/java/Short.java", "\n".repeat(500));
    write(folder, "module/target/generated-sources/Generated.java", "\n".repeat(501));
    assertThat(new Sources(folder).tooLong())
        .containsExactly("module/src/main/java/Long.java: 501 lines");
  }

  @Test
  void a_bad_name_is_found(@TempDir Path folder) throws IOException {
    write(folder, "module/src/main/java/A.java", "class A {\n  record Task" + "Helper() {}\n}\n");
    write(
        folder, "module/src/test/java/B.java", "/**\n * class Say" + "Manager.\n */\nclass B {}\n");
    assertThat(new Sources(folder).badlyNamed())
        .containsExactly("module/src/main/java/A.java: TaskHelper");
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
