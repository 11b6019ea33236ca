package dev.pawl.app;

import dev.pawl.graph.Definitions.Loaded;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.ProcessGraph;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A process in one source file: compiled in a temporary folder, and loaded from there. */
final class SourceFile {
  private SourceFile() {}

  /** The processes that a file holds. */
  static List<Loaded> load(Path file) {
    if (!Files.isRegularFile(file)) {
      throw UserError.usage(
          "a source file of a process is needed, found nothing at " + file.toAbsolutePath());
    }
    try {
      Path classes = Files.createTempDirectory("pawl-classes");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(classes)));
      compile(file, classes);
      URLClassLoader loader =
          new URLClassLoader(
              new URL[] {classes.toUri().toURL()}, SourceFile.class.getClassLoader());
      List<Loaded> found =
          definitions(classes, loader, file.getFileName() + " " + DefinitionLoader.sha256(file));
      if (found.isEmpty()) {
        throw UserError.usage(
            file + " should hold a class that implements ProcessDefinition, found none");
      }
      return found;
    } catch (IOException e) {
      throw UserError.failed(file + " cannot be compiled: " + e.getMessage());
    }
  }

  private static void compile(Path file, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw UserError.failed(
          "a JDK is needed to compile " + file + ", found a Java runtime without a compiler");
    }
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, null, null)) {
      List<String> options =
          List.of(
              "-d",
              classes.toString(),
              "-cp",
              System.getProperty("java.class.path"),
              "-parameters",
              "-proc:none");
      boolean done =
          compiler
              .getTask(
                  new StringWriter(),
                  files,
                  diagnostics,
                  options,
                  null,
                  files.getJavaFileObjects(file))
              .call();
      if (!done) {
        StringBuilder text = new StringBuilder(file + " does not compile:");
        diagnostics.getDiagnostics().stream()
            .filter(diagnostic -> diagnostic.getKind() == javax.tools.Diagnostic.Kind.ERROR)
            .limit(10)
            .forEach(diagnostic ->
                text.append("\n  ")
                    .append(file.getFileName())
                    .append(':')
                    .append(diagnostic.getLineNumber())
                    .append(": ")
                    .append(diagnostic.getMessage(null).lines().findFirst().orElse("")));
        throw UserError.usage(text.toString());
      }
    }
  }

  private static List<Loaded> definitions(Path classes, ClassLoader loader, String artefact)
      throws IOException {
    List<Loaded> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(classes)) {
      for (Path path : all.filter(one -> one.toString().endsWith(".class")).sorted().toList()) {
        String relative = classes.relativize(path).toString();
        Class<?> type =
            Class.forName(
                relative.substring(0, relative.length() - 6).replace('/', '.'), false, loader);
        nameServices(type, classes);
        if (ProcessDefinition.class.isAssignableFrom(type)
            && !Modifier.isAbstract(type.getModifiers())
            && !type.isInterface()) {
          var constructor = type.getDeclaredConstructor();
          constructor.setAccessible(true);
          found.add(
              new Loaded(
                  ProcessGraph.of((ProcessDefinition<?, ?>) constructor.newInstance()), artefact));
        }
      }
    } catch (ReflectiveOperationException e) {
      throw UserError.usage(
          "a process should be a class with a constructor without arguments, found " + e);
    }
    return withoutChildren(found);
  }

  /** What another process of the file runs as a child is no process to be run by itself. */
  private static List<Loaded> withoutChildren(List<Loaded> found) {
    Set<Class<?>> children =
        found.stream()
            .flatMap(loaded -> loaded.graph().children().stream())
            .map(child -> child.definition().getClass())
            .collect(Collectors.toSet());
    return found.stream()
        .filter(loaded -> !children.contains(loaded.graph().definition().getClass()))
        .toList();
  }

  /**
   * Names a class as a jar would, so that what looks for services, such as the specs of a process,
   * finds it.
   */
  private static void nameServices(Class<?> type, Path classes) throws IOException {
    if (!Modifier.isPublic(type.getModifiers()) || Modifier.isAbstract(type.getModifiers())) {
      return;
    }
    Path folder = Files.createDirectories(classes.resolve("META-INF/services"));
    for (Class<?> service : type.getInterfaces()) {
      Path names = folder.resolve(service.getName());
      Files.writeString(
          names, type.getName() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(java.util.Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      // A leftover in the system's temporary folder is nobody's harm.
      return;
    }
  }
}
