package dev.pawl.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Date;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where the time, chance and the outer world have no place. Whoever needs a clock or randomness
 * gets them from the caller; the composition root alone names the real ones.
 *
 * @param root the package that all others lie in
 */
record Purity(String root) {
  private static final Set<String> METHODS =
      Set.of(
          "System.currentTimeMillis",
          "System.nanoTime",
          "Math.random",
          "UUID.randomUUID",
          "RandomGenerator.getDefault",
          "RandomGenerator.of");

  private static final Set<String> TIME_METHODS =
      Set.of(
          "now",
          "system",
          "systemUTC",
          "systemDefaultZone",
          "tickMillis",
          "tickSeconds",
          "tickMinutes");

  private static final Set<String> SEEDLESS =
      Set.of(
          Date.class.getName(),
          Random.class.getName(),
          SplittableRandom.class.getName(),
          SecureRandom.class.getName());

  /** Where the edge finds the real sources, to be handed in. */
  private static final String SOURCES = "WorkerSources";

  ArchRule timeAndChanceAreInjected() {
    return noClasses()
        .that()
        .resideInAnyPackage(
            in("run"), in("graph"), in("orchestration"), in("processing"), in("simulation"))
        .and()
        .doNotHaveSimpleName(SOURCES)
        .should()
        .accessTargetWhere(
            describe(
                "reads the clock or draws at random",
                access ->
                    access.getTarget() instanceof CodeUnitAccessTarget target && isImpure(target)))
        .as(
            "Time and chance are injected: take an InstantSource for Instant.now, Clock.system* and"
                + " System.currentTimeMillis, a LongSupplier for System.nanoTime, a RandomGenerator"
                + " for Math.random, ThreadLocalRandom and new Random(), an id source for"
                + " UUID.randomUUID")
        .allowEmptyShould(true);
  }

  ArchRule theAggregateHasNoInputOutputOrLog() {
    return noClasses()
        .that()
        .resideInAPackage(in("run"))
        .should()
        .dependOnClassesThat(isOuterWorld())
        .as("The aggregate reads, writes and logs nothing")
        .allowEmptyShould(true);
  }

  private static boolean isImpure(CodeUnitAccessTarget target) {
    JavaClass owner = target.getOwner();
    String name = target.getName();
    if (owner.getPackageName().equals("java.time")) {
      return TIME_METHODS.contains(name) && !takesClock(target);
    }
    return owner.isEquivalentTo(ThreadLocalRandom.class)
        || METHODS.contains(owner.getSimpleName() + "." + name)
        || (SEEDLESS.contains(owner.getName())
            && name.equals("<init>")
            && target.getRawParameterTypes().isEmpty());
  }

  private static boolean takesClock(CodeUnitAccessTarget target) {
    return target.getRawParameterTypes().stream()
        .anyMatch(type -> type.isAssignableTo(Clock.class));
  }

  private static DescribedPredicate<JavaClass> isOuterWorld() {
    return resideInAnyPackage(
            "java.io..",
            "java.net..",
            "java.nio.channels..",
            "java.nio.file..",
            "java.sql..",
            "java.util.logging..",
            "org.slf4j..")
        .as("input, output or a log");
  }

  private String in(String name) {
    return root + "." + name + "..";
  }
}
