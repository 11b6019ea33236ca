package dev.pawl.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.spi.PortFailure;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PostgresAddressTest {
  private static PostgresAddress address(String uri, Map<String, String> environment) {
    return PostgresAddress.of(URI.create(uri), environment);
  }

  @Test
  void all_parts_of_a_uri_are_taken() {
    PostgresAddress address =
        address(
            "postgresql://anna:s%20cret@db.example:5433/orders?schema=nightly&sslmode=verify-full",
            Map.of());

    assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5433/orders");
    assertThat(address.driverProperties())
        .containsEntry("user", "anna")
        .containsEntry("password", "s cret")
        .containsEntry("currentSchema", "nightly")
        .containsEntry("sslmode", "verify-full")
        .doesNotContainKey("schema");
  }

  @Test
  void what_is_left_out_has_the_defaults_of_postgresql() {
    PostgresAddress address =
        address("postgresql://db.example", Map.of("PGUSER", "bob", "PGPASSWORD", "quiet"));

    assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5432/bob");
    assertThat(address.driverProperties())
        .containsEntry("user", "bob")
        .containsEntry("password", "quiet")
        .containsEntry("currentSchema", "pawl");
  }

  @Test
  void several_hosts_each_get_a_port() {
    assertThat(address("postgresql://bob@one,two:6000/orders", Map.of()).jdbcUrl())
        .isEqualTo("jdbc:postgresql://one:5432,two:6000/orders");
  }

  @Test
  void an_address_in_brackets_keeps_its_colons() {
    assertThat(address("postgresql://bob@[::1]/orders", Map.of()).jdbcUrl())
        .isEqualTo("jdbc:postgresql://[::1]:5432/orders");
    assertThat(address("postgresql://bob@[::1]:6000/orders", Map.of()).jdbcUrl())
        .isEqualTo("jdbc:postgresql://[::1]:6000/orders");
  }

  @Test
  void a_password_is_in_no_text() {
    PostgresAddress address =
        address("postgresql://anna:secret@db.example/orders?sslpassword=secret", Map.of());

    assertThat(address.toString())
        .isEqualTo("postgresql://anna@db.example:5432/orders schema pawl")
        .doesNotContain("secret");
    assertThat(address.jdbcUrl()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://anna:secret@db.example/orders",
        "postgresql:anna:secret@db.example",
        "postgresql://anna:secret@db.example/orders#secret"
      })
  void a_uri_of_another_kind_is_refused_without_its_secrets(String uri) {
    assertThatThrownBy(() -> address(uri, Map.of()))
        .isInstanceOf(PortFailure.Invalid.class)
        .hasMessageContaining("should be like postgresql://user@host:5432/database?schema=pawl")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Pawl", "1st", "a-b", "", "drop;table"})
  void a_schema_that_needs_quotes_is_refused(String schema) {
    assertThatThrownBy(
            () -> address("postgresql://bob@db.example/orders?schema=" + schema, Map.of()))
        .isInstanceOf(PortFailure.Invalid.class)
        .hasMessageContaining("found '" + schema + "'");
  }

  @Test
  void a_parameter_without_a_value_is_refused() {
    assertThatThrownBy(() -> address("postgresql://bob@db.example/orders?sslmode", Map.of()))
        .isInstanceOf(PortFailure.Invalid.class)
        .hasMessageContaining("sslmode");
  }
}
