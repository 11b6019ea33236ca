package dev.pawl.postgresql;

import dev.pawl.spi.PortFailure;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where a database is: {@code
 * postgresql://USER@HOST:PORT/DATABASE?schema=NAME&sslmode=verify-full}.
 *
 * <p>Port, database, user and schema may be left out: 5432, the user's name, {@code PGUSER} or the
 * user of this process, and {@code pawl}. The password is that of {@code PGPASSWORD}, else of the
 * password file ({@code PGPASSFILE}, {@code ~/.pgpass}), as PostgreSQL's own programs take it; one
 * in the URI works too, and is never printed. All other parameters are those of the JDBC driver, of
 * which {@code sslmode}, {@code sslrootcert} and {@code targetServerType} matter most.
 *
 * @param host a name or an address, or several with commas between them, each with its port
 * @param password where the URI or the environment holds one
 * @param parameters of the driver, by name
 */
record PostgresAddress(
    String host,
    String database,
    String user,
    Optional<String> password,
    String schema,
    Map<String, String> parameters) {
  static final String SCHEME = "postgresql";

  private static final String EXPECTED =
      "should be like postgresql://user@host:5432/database?schema=pawl, found '";

  private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,57}");
  private static final int PORT = 5432;

  PostgresAddress {
    parameters = Map.copyOf(parameters);
  }

  /**
   * Reads a URI.
   *
   * @param environment of the process, for what the URI does not say
   * @throws PortFailure.Invalid where it is none of this kind
   */
  static PostgresAddress of(URI uri, Map<String, String> environment) {
    String authority = uri.getRawAuthority();
    if (!SCHEME.equals(uri.getScheme()) || authority == null || uri.getFragment() != null) {
      throw new PortFailure.Invalid("the URI of a database " + EXPECTED + redacted(uri) + "'");
    }
    int at = authority.lastIndexOf('@');
    String[] credentials = (at < 0 ? "" : authority.substring(0, at)).split(":", 2);
    String user = decoded(credentials[0]);
    if (user.isEmpty()) {
      user = environment.getOrDefault("PGUSER", System.getProperty("user.name"));
    }
    Optional<String> password =
        credentials.length > 1
            ? Optional.of(decoded(credentials[1]))
            : Optional.ofNullable(environment.get("PGPASSWORD"));
    Map<String, String> parameters = parameters(uri);
    String schema = parameters.getOrDefault("schema", "pawl");
    parameters.remove("schema");
    if (!SCHEMA.matcher(schema).matches()) {
      throw new PortFailure.Invalid(
          "a schema should be 1 to 58 of a-z, 0-9 and '_', found '" + schema + "'");
    }
    String path = uri.getPath() == null ? "" : uri.getPath();
    String database = path.length() > 1 ? path.substring(1) : user;
    return new PostgresAddress(
        withPorts(authority.substring(at + 1)), database, user, password, schema, parameters);
  }

  private static String withPorts(String hosts) {
    if (hosts.isEmpty()) {
      return "localhost:" + PORT;
    }
    return Pattern.compile(",")
        .splitAsStream(hosts)
        .map(host -> host.matches(".*:\\d+") ? host : host + ":" + PORT)
        .reduce((one, other) -> one + "," + other)
        .orElseThrow();
  }

  private static Map<String, String> parameters(URI uri) {
    Map<String, String> parameters = new TreeMap<>();
    if (uri.getRawQuery() != null) {
      for (String pair : uri.getRawQuery().split("&", -1)) {
        String[] parts = pair.split("=", 2);
        if (parts.length < 2 || parts[0].isEmpty()) {
          throw new PortFailure.Invalid(
              "a parameter in the URI of a database should be like sslmode=require, found '"
                  + parts[0]
                  + "'");
        }
        parameters.put(decoded(parts[0]), decoded(parts[1]));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The URI without its password, and without parameters, some of which are secrets. */
  static String redacted(URI uri) {
    String authority = uri.getRawAuthority();
    if (authority == null) {
      return uri.getScheme() + ":…";
    }
    String shown = authority.replaceFirst(":[^@]*@", ":…@");
    String path = uri.getPath() == null ? "" : uri.getPath();
    return uri.getScheme() + "://" + shown + path;
  }

  /** The JDBC URL, which holds no secret. */
  String jdbcUrl() {
    return "jdbc:postgresql://" + host + "/" + encoded(database);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What the driver is told besides the URL. */
  Map<String, String> driverProperties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("ApplicationName", "pawl");
    properties.put("connectTimeout", "5");
    properties.put("socketTimeout", "60");
    properties.put("tcpKeepAlive", "true");
    properties.putAll(parameters);
    properties.put("user", user);
    password.ifPresent(secret -> properties.put("password", secret));
    properties.put("currentSchema", schema);
    return properties;
  }

  /** A connection that is none of a pool's, for who keeps it. */
  Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.putAll(driverProperties());
    return DriverManager.getConnection(jdbcUrl(), properties);
  }

  /** Host, database and schema: who reads this may see it. */
  @Override
  public String toString() {
    return "postgresql://" + user + "@" + host + "/" + database + " schema " + schema;
  }
}
