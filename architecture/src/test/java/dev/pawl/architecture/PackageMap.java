package dev.pawl.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which packages may see which. A package that is not named here is a process of the examples and
 * sees the core alone, so that a new part has to be entered before it may see more.
 *
 * @param root the package that all others lie in
 */
record PackageMap(String root) {
  private static final List<String> CORE =
      List.of("graph", "run", "spi", "memory", "shuffle", "input");

  private static final Map<String, List<String>> PARTS =
      Map.of(
          "testkit", List.of(),
          "wire", List.of(),
          "orchestration", List.of("wire"),
          "processing", List.of("wire"),
          "files", List.of("wire"),
          "servers", List.of(),
          "postgresql", List.of(),
          "simulation", List.of("wire", "orchestration", "processing", "files", "testkit"));

  /**
   * Those that wire: the engine the parts within one JVM, the app and the benchmarks everything.
   */
  private static final List<String> COMPOSITION_ROOTS = List.of("engine", "app", "benchmarks");

  ArchRule coreNeedsTheJdkAndJSpecifyAlone() {
    return classes()
        .that(are(CORE))
        .should()
        .onlyDependOnClassesThat(
            are(CORE).or(resideInAnyPackage("java..", "javax..", "org.jspecify..")))
        .as("The core depends on the JDK and JSpecify alone")
        .allowEmptyShould(true);
  }

  Stream<ArchRule> partsSeeTheCoreAndTheirNeighboursAlone() {
    return PARTS.keySet().stream().sorted().map(this::sees);
  }

  ArchRule processesSeeTheCoreAlone() {
    DescribedPredicate<JavaClass> known =
        are(CORE).or(are(List.copyOf(PARTS.keySet()))).or(are(COMPOSITION_ROOTS));
    return noClasses()
        .that(isPawl().and(not(known)))
        .should()
        .dependOnClassesThat(known.and(not(are(CORE))))
        .as("Processes see the core alone, whatever they are deployed on")
        .allowEmptyShould(true);
  }

  ArchRule nothingSeesTheApp() {
    return noClasses()
        .that(isPawl().and(not(are(List.of("app")))))
        .should()
        .dependOnClassesThat(are(List.of("app")))
        .as("Nothing depends on the app")
        .allowEmptyShould(true);
  }

  ArchRule orchestrationHasNoPathToBlobs() {
    return noClasses()
        .that(are(List.of("orchestration", "wire")))
        .should()
        .dependOnClassesThat()
        .haveNameMatching("dev\\.pawl\\.(spi\\.BlobStore(\\$.*)?|graph\\.Blobs)")
        .as("Orchestration has no path to BlobStore: data travels in blobs, which it never opens")
        .allowEmptyShould(true);
  }

  private ArchRule sees(String part) {
    List<String> neighbours = PARTS.getOrDefault(part, List.of());
    DescribedPredicate<JavaClass> allowed =
        are(CORE).or(are(neighbours)).or(are(List.of(part))).or(not(isPawl()));
    return classes()
        .that(are(List.of(part)))
        .should()
        .onlyDependOnClassesThat(allowed)
        .as("%s.%s sees of Pawl only the core and %s".formatted(root, part, neighbours))
        .allowEmptyShould(true);
  }

  private DescribedPredicate<JavaClass> are(List<String> packages) {
    return resideInAnyPackage(
        packages.stream().map(name -> root + "." + name + "..").toArray(String[]::new));
  }

  private DescribedPredicate<JavaClass> isPawl() {
    return resideInAnyPackage(root + "..");
  }
}
