package dev.pawl.testkit.specs.junit;

import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.spi.Codec;
import dev.pawl.testkit.Acceptance;
import dev.pawl.testkit.specs.Act;
import dev.pawl.testkit.specs.Bench;
import dev.pawl.testkit.specs.CalledFunctions;
import dev.pawl.testkit.specs.Functions;
import dev.pawl.testkit.specs.Spec;
import dev.pawl.testkit.specs.SpecPage;
import dev.pawl.testkit.specs.SpecResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Plays the specs that test methods write, and prints those of a class as one page of Markdown.
 *
 * <pre>{@code
 * class ForecastSpecs {
 *   @RegisterExtension
 *   static final SpecExtension SPECS = SpecExtension.of(new SalesForecast(), new JsonCodec());
 *
 *   @Test
 *   void a_catalog_of_five_shards_schedules_five_tasks() {
 *     SPECS.given(start(…)).when(task("catalog").returns(…)).then(…);
 *   }
 * }
 * }</pre>
 *
 * <p>{@code then} throws {@link AssertionError} where the spec does not hold. A spec's title comes
 * from the method's name, the rows that it shows from {@link Acceptance}. Pages go to {@code
 * target/specs}, or to the folder of the system property {@code pawl.specs}. Tests of one class run
 * one after the other.
 */
public final class SpecExtension implements BeforeEachCallback, AfterAllCallback {
  private final ProcessDefinition<?, ?> definition;
  private final Codec codec;
  private final List<SpecResult> results = new ArrayList<>();
  private String title = "";
  private List<String> rows = List.of();

  private SpecExtension(ProcessDefinition<?, ?> definition, Codec codec) {
    this.definition = definition;
    this.codec = codec;
  }

  /** Specs of a definition, values encoded by {@code codec}. */
  public static SpecExtension of(ProcessDefinition<?, ?> definition, Codec codec) {
    return new SpecExtension(definition, codec);
  }

  /** Specs of a definition, values encoded by the codec that {@link ServiceLoader} finds first. */
  public static SpecExtension of(ProcessDefinition<?, ?> definition) {
    return of(
        definition,
        ServiceLoader.load(Codec.class)
            .findFirst()
            .orElseThrow(() ->
                new IllegalStateException(
                    "a Codec should be named in META-INF/services, found none; give one to SpecExtension.of")));
  }

  /** Begins a spec of the class's definition. */
  public Spec.Given given(Act... acts) {
    return given(definition, acts);
  }

  /** Begins a spec of another definition. */
  public Spec.Given given(ProcessDefinition<?, ?> other, Act... acts) {
    ProcessGraph graph = ProcessGraph.of(other);
    return given(graph, new CalledFunctions(graph, codec), acts);
  }

  /** Begins a spec of the class's definition whose functions do not answer: the spec does. */
  public Spec.Given givenSilentFunctions(Act... acts) {
    return given(ProcessGraph.of(definition), Functions.silent(), acts);
  }

  private Spec.Given given(ProcessGraph graph, Functions functions, Act... acts) {
    return new Spec.Given(List.of(acts), spec -> played(spec, new Bench(graph, codec, functions)));
  }

  private Spec played(Spec spec, Bench bench) {
    SpecResult result = spec.titled(title).showing(rows.toArray(String[]::new)).check(bench);
    results.add(result);
    return result.requireHolds().spec();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    title = sentence(context.getRequiredTestMethod().getName());
    Acceptance acceptance = context.getRequiredTestMethod().getAnnotation(Acceptance.class);
    rows = acceptance == null ? List.of() : List.of(acceptance.value());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Class<?> type = context.getRequiredTestClass();
    Path folder = Path.of(System.getProperty("pawl.specs", "target/specs"));
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve(kebab(type) + ".md"),
          new SpecPage(sentence(kebab(type).replace('-', '_')), results).markdown());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sentence(String name) {
    String words = name.replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static String kebab(Class<?> type) {
    String name = type.getSimpleName().replaceAll("(Specs|Test)$", "");
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
