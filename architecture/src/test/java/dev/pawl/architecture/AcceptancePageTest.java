package dev.pawl.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AcceptancePageTest {
  private static final Sources PAWL = Sources.ofRepository();

  @Test
  void the_page_of_acceptance_rows_is_up_to_date() throws IOException {
    assertThat(AcceptancePage.place(PAWL))
        .as("docs/reference/acceptance.md should be as %s writes it", AcceptancePage.COMMAND)
        .content()
        .isEqualTo(new AcceptancePage(PAWL).markdown());
  }

  @Test
  void every_number_that_a_test_names_is_a_row() throws IOException {
    assertThat(new AcceptancePage(PAWL).rows())
        .containsKeys(NamedTests.of(PAWL, "Acceptance").numbers().toArray(String[]::new));
  }

  @Test
  void a_test_is_found_by_each_number_that_it_names(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("module/src/test/java/StoreTest.java");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        class StoreTest {
          /** Not one: @Row("P09") void no() */
          @Row({"P01", "P02"})
          @Timeout(value = 5)
          @Test
          default void aTaskIsNeverLost(@TempDir Path folder) {}
        }
        """);
    NamedTests tests = NamedTests.of(new Sources(folder), "Row");
    assertThat(tests.numbers()).containsExactly("P01", "P02");
    assertThat(tests.showing("P02"))
        .extracting(NamedTests.Named::type, NamedTests.Named::sentence)
        .containsExactly(tuple("StoreTest", "a task is never lost"));
  }
}
