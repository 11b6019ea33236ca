package dev.pawl.wire;

import dev.pawl.run.RunEvent;
import dev.pawl.run.StepInfo;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Events as JSON for people and their tools, one object a line. Stateless, for use by many threads.
 */
public final class EventJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private EventJson() {}

  /**
   * One line, without its end: position, type, time (ISO 8601), then the event's fields in the
   * order of its components. Steps are given by name and by number; index sets are text such as
   * {@code "0-4,7"}; values are nested as they are; nonces are 16 hexadecimal digits; {@code
   * attempts} is absent where all are 1.
   *
   * @param steps of the run, from its {@link RunEvent.RunStarted}; a step that is not among them is
   *     named by its number
   */
  public static String line(long position, RunEvent event, List<StepInfo> steps) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeNumberProperty("position", position);
      json.writeStringProperty("type", event.getClass().getSimpleName());
      EventFields fields = new EventFields(json, steps);
      fields.time("time", event.time());
      fields.write(event);
      json.writeEndObject();
    }
    return text.toString();
  }
}
