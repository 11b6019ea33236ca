package dev.pawl.wfformat;

import dev.pawl.graph.PermanentFailure;
import dev.pawl.wfformat.Workflow.Task;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads WfFormat 1.5 (see <a href="https://github.com/wfcommons/WfFormat">its schema</a>): ids,
 * parents and files from {@code workflow.specification.tasks}, run times from {@code
 * workflow.execution.tasks}. Everything else is passed over. For one document.
 */
final class WorkflowReader {
  private static final String VERSION = "1.5";
  private static final int MOST_TOLD = 5;
  private static final JsonFactory FACTORY = new JsonFactory();

  private final String file;
  private final JsonParser json;
  private @Nullable String version;
  private @Nullable List<Specified> specified;
  private @Nullable Map<String, Double> seconds;

  /** A task as it is specified; what a list holds is null where the list is not there. */
  private record Specified(
      String id, @Nullable List<String> parents, List<String> reads, List<String> writes) {}

  /** What was found of one task so far. */
  private static final class Found {
    private final Map<String, List<String>> lists = new HashMap<>();
    private @Nullable String id;
    private double seconds = -1;
  }

  private WorkflowReader(String file, JsonParser json) {
    this.file = file;
    this.json = json;
  }

  /**
   * Reads a document to its end.
   *
   * @param file its name, for errors
   * @throws PermanentFailure where it is no JSON, of another version, or lacks something; in one
   *     line
   */
  static Workflow read(String file, InputStream stream) throws IOException {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), stream)) {
      WorkflowReader reader = new WorkflowReader(file, json);
      reader.document();
      if (json.nextToken() != null) {
        throw reader.refuse("should be one JSON object, found more after its end");
      }
      return reader.workflow();
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String place =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new PermanentFailure(
          "file " + file + " should be JSON, found" + place + ": " + firstLine(e));
    }
  }

  private static String firstLine(JacksonException e) {
    return String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
  }

  private void document() {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw refuse("should be one JSON object, found " + found());
    }
    fields(field -> {
      switch (field) {
        case "schemaVersion" -> version = json.getString();
        case "workflow" ->
            objectOf(part -> {
              switch (part) {
                case "specification" -> objectOf(this::specification);
                case "execution" -> objectOf(this::execution);
                default -> json.skipChildren();
              }
            });
        default -> json.skipChildren();
      }
    });
  }

  private void specification(String field) {
    if (field.equals("tasks")) {
      List<Specified> tasks = new ArrayList<>();
      each(() -> tasks.add(specifiedTask()));
      specified = tasks;
    } else {
      json.skipChildren();
    }
  }

  private Specified specifiedTask() {
    Found found = new Found();
    objectOf(field -> {
      switch (field) {
        case "id" -> found.id = text();
        case "parents", "inputFiles", "outputFiles" -> found.lists.put(field, texts());
        default -> json.skipChildren();
      }
    });
    return new Specified(
        requireId(found.id),
        found.lists.get("parents"),
        found.lists.getOrDefault("inputFiles", List.of()),
        found.lists.getOrDefault("outputFiles", List.of()));
  }

  private void execution(String field) {
    if (field.equals("tasks")) {
      Map<String, Double> all = new HashMap<>();
      each(() -> {
        Found found = new Found();
        objectOf(part -> {
          switch (part) {
            case "id" -> found.id = text();
            case "runtimeInSeconds" -> found.seconds = seconds();
            default -> json.skipChildren();
          }
        });
        String id = requireId(found.id);
        if (found.seconds >= 0) {
          all.put(id, found.seconds);
        }
      });
      seconds = all;
    } else {
      json.skipChildren();
    }
  }

  private interface Field {
    void take(String name);
  }

  /** The fields of an object whose start is the current token. */
  private void fields(Field taker) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = json.currentName();
      json.nextToken();
      taker.take(field);
    }
  }

  private void objectOf(Field taker) {
    require(JsonToken.START_OBJECT, "an object");
    fields(taker);
  }

  private void each(Runnable element) {
    require(JsonToken.START_ARRAY, "an array");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      element.run();
    }
  }

  private String text() {
    require(JsonToken.VALUE_STRING, "a string");
    return json.getString();
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    if (json.currentToken() != JsonToken.VALUE_NULL) {
      each(() -> texts.add(text()));
    }
    return texts;
  }

  private double seconds() {
    boolean number =
        json.currentToken() == JsonToken.VALUE_NUMBER_INT
            || json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT;
    double value = number ? json.getDoubleValue() : -1;
    if (!(value >= 0 && value <= 1e9)) {
      throw refuse(
          "should have a number of seconds, 0 to 1e9, at " + place() + ", found " + found());
    }
    return value;
  }

  private void require(JsonToken token, String what) {
    if (json.currentToken() != token) {
      throw refuse("should have " + what + " at " + place() + ", found " + found());
    }
  }

  private String requireId(@Nullable String id) {
    if (id == null || id.isEmpty()) {
      throw refuse("should have an id for each task, found none before " + place());
    }
    return id;
  }

  private String place() {
    TokenStreamLocation at = json.currentTokenLocation();
    return json.streamReadContext().pathAsPointer() + " (line " + at.getLineNr() + ")";
  }

  private String found() {
    JsonToken token = json.currentToken();
    return token == null
        ? "the end"
        : token.isScalarValue()
            ? json.getString()
            : token.name().toLowerCase(java.util.Locale.ROOT);
  }

  private Workflow workflow() {
    if (!VERSION.equals(version)) {
      throw refuse(
          "should be WfFormat with \"schemaVersion\": \""
              + VERSION
              + "\", found "
              + (version == null ? "none" : "\"" + version + "\""));
    }
    List<Specified> all = specified;
    Map<String, Double> runtimes = seconds;
    if (all == null || runtimes == null) {
      String missing = all == null ? "specification" : "execution";
      throw refuse("should have workflow." + missing + ".tasks, found none");
    }
    refuseAny(
        "should have workflow.execution.tasks[].runtimeInSeconds for each task, found none for ",
        all.stream().map(Specified::id).filter(id -> !runtimes.containsKey(id)).toList());
    refuseAny(
        "should have parents for each task, found none at ",
        all.stream().filter(task -> task.parents() == null).map(Specified::id).toList());
    return new Workflow(
        file,
        all.stream()
            .map(task ->
                new Task(
                    task.id(),
                    runtimes.getOrDefault(task.id(), 0.0),
                    task.parents() == null ? List.of() : task.parents(),
                    task.reads(),
                    task.writes()))
            .toList());
  }

  private void refuseAny(String what, List<String> ids) {
    if (!ids.isEmpty()) {
      throw refuse(
          what
              + ids.stream().limit(MOST_TOLD).collect(Collectors.joining("', '", "'", "'"))
              + (ids.size() > MOST_TOLD ? " and " + (ids.size() - MOST_TOLD) + " more" : ""));
    }
  }

  private PermanentFailure refuse(String what) {
    return new PermanentFailure("file " + file + " " + what);
  }
}
