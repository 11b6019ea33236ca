package dev.pawl.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pawl init}. */
@Command(
    name = "init",
    description = "Write a small working project: a process, its specs, a pom and a README.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = {
      "  pawl init my-process && cd my-process && mvn package",
      "  pawl run my-process --jar target/my-process.jar"
    })
final class InitCommand implements Callable<Integer> {
  private static final String SOURCES = "src/main/java/example/";

  /** Where each template goes. */
  private static final Map<String, String> FILES =
      Map.of(
          "pom.xml", "pom.xml",
          "README.md", "README.md",
          "Letters.java", SOURCES + "Letters.java",
          "CountLetters.java", SOURCES + "CountLetters.java",
          "LettersTest.java", "src/test/java/example/LettersTest.java",
          "services", "src/main/resources/META-INF/services/dev.pawl.graph.ProcessDefinition");

  @Parameters(paramLabel = "DIR", description = "a folder that is empty, or does not exist")
  Path folder = Path.of("");

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Path target = folder.toAbsolutePath().normalize();
    if (Files.exists(target) && !isEmptyFolder(target)) {
      throw UserError.usage("DIR should be an empty folder or not exist, found " + target);
    }
    String name =
        Objects.requireNonNullElse(target.getFileName(), Path.of("process"))
            .toString()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-");
    name = name.replaceAll("^-+|-+$", "").isEmpty() ? "my-process" : name.replaceAll("^-+|-+$", "");
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      texts.put(
          file.getValue(),
          template(file.getKey()).replace("@NAME@", name).replace("@VERSION@", Version.released()));
    }
    for (Map.Entry<String, String> file : texts.entrySet()) {
      Path path = target.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("a project is in " + target + "; its README.md says how to go on");
    out.flush();
    return ExitCode.COMPLETED;
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    }
  }

  private static String template(String name) throws IOException {
    try (InputStream stream = InitCommand.class.getResourceAsStream("init/" + name)) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
