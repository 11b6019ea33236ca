package dev.pawl.app;

import dev.pawl.graph.Definitions;
import dev.pawl.graph.Definitions.Loaded;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.ProcessGraph;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Finds processes through {@link ServiceLoader}: on the class path, and in jars that were named.
 */
final class DefinitionLoader {
  Definitions load(List<Path> jars) {
    List<Loaded> found =
        new ArrayList<>(
            services(
                DefinitionLoader.class.getClassLoader(),
                "pawl " + Version.text(),
                "the class path"));
    for (Path jar : jars) {
      if (!Files.exists(jar)) {
        throw UserError.usage(
            "--jar should be a jar, a folder of classes or a .java file, found nothing at "
                + jar.toAbsolutePath());
      }
      if (jar.toString().endsWith(".java")) {
        found.addAll(SourceFile.load(jar));
        continue;
      }
      try {
        URL url = jar.toUri().toURL();
        URLClassLoader loader =
            new URLClassLoader(new URL[] {url}, DefinitionLoader.class.getClassLoader());
        List<Loaded> own =
            services(loader, artefact(jar), jar.toString()).stream()
                .filter(loaded ->
                    loaded.graph().definition().getClass().getClassLoader().equals(loader))
                .toList();
        if (own.isEmpty()) {
          throw UserError.usage(
              jar
                  + " should name its processes in META-INF/services/"
                  + ProcessDefinition.class.getName()
                  + ", found none");
        }
        found.addAll(own);
      } catch (MalformedURLException e) {
        throw UserError.usage("--jar should be a path, found " + jar);
      }
    }
    return new Definitions(found);
  }

  private static List<Loaded> services(ClassLoader loader, String artefact, String where) {
    List<Loaded> found = new ArrayList<>();
    try {
      for (ProcessDefinition<?, ?> definition :
          ServiceLoader.load(ProcessDefinition.class, loader)) {
        found.add(new Loaded(ProcessGraph.of(definition), artefact));
      }
    } catch (ServiceConfigurationError e) {
      throw UserError.usage("a process of " + where + " cannot be loaded: " + e.getMessage());
    }
    return found;
  }

  /** What a jar is known by: the beginning of its SHA-256; a folder by its name. */
  private static String artefact(Path jar) {
    return Files.isDirectory(jar) ? jar.getFileName() + "/" : jar.getFileName() + " " + sha256(jar);
  }

  static String sha256(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (IOException e) {
      throw UserError.usage(file + " cannot be read: " + e.getMessage());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
