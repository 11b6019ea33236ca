package dev.pawl.app;

import dev.pawl.engine.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The blobs that a result refers to, as files: where they lie in the home, or copied to a folder of
 * the user's.
 */
final class ResultFiles {
  private static final Set<String> REFERENCE = Set.of("key", "size", "checksum");

  private final JsonMapper mapper = new JsonMapper();
  private final Home home;
  private final Optional<Path> out;
  private final Map<String, Path> files = new LinkedHashMap<>();
  private final Set<String> names = new TreeSet<>();

  ResultFiles(Home home, Optional<Path> out) {
    this.home = home;
    this.out = out;
  }

  /** The result, each reference to a blob replaced by the path of a file. */
  JsonNode withPaths(byte[] result) {
    return replace(mapper.readTree(result));
  }

  /** The files by key, in the order of the result. */
  Map<String, Path> files() {
    return files;
  }

  /** Whether a value refers to a blob. */
  static boolean isReference(JsonNode node) {
    return node.isObject()
        && Set.copyOf(node.propertyNames()).equals(REFERENCE)
        && node.get("key").isString()
        && node.get("checksum").isString();
  }

  private JsonNode replace(JsonNode node) {
    return switch (node) {
      case ObjectNode object when isReference(object) ->
          StringNode.valueOf(file(object.get("key").stringValue()).toString());
      case ObjectNode object -> {
        for (String name : object.propertyNames().toArray(String[]::new)) {
          object.set(name, replace(object.get(name)));
        }
        yield object;
      }
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          array.set(i, replace(array.get(i)));
        }
        yield array;
      }
      default -> node;
    };
  }

  private Path file(String key) {
    return files.computeIfAbsent(key, this::provide);
  }

  private Path provide(String key) {
    Path stored = home.blob(key);
    if (out.isEmpty()) {
      return stored;
    }
    Path target = out.get().toAbsolutePath().normalize().resolve(freeName(key));
    try {
      Files.createDirectories(out.get());
      return Files.copy(stored, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw UserError.failed("result " + stored + " cannot be copied to " + target + ": " + e);
    }
  }

  /** The blob's own name; with the task's index where two blobs of a result have the same. */
  private String freeName(String key) {
    String[] segments = key.split("/", -1);
    String name = segments[segments.length - 1];
    int dot = name.lastIndexOf('.');
    String index = segments.length > 2 ? segments[2] : "0";
    String numbered =
        dot < 0 ? name + "-" + index : name.substring(0, dot) + "-" + index + name.substring(dot);
    String free = names.add(name) ? name : numbered;
    names.add(free);
    return free;
  }
}
