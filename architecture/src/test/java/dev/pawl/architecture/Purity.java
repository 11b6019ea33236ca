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
import java.time.InstantSource;
import java.util.Date;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * Where the time, chance and the outer world have no place. Whoever needs a clock or randomness gets them from the caller; the
 * composition root alone names the real ones.
 *
 * @param root the package that all others lie in
 */
record Purity(String root) {
  private static final Set<String> SEEDLESS =
      Set.of(
          Random.class.getName(), SplittableRandom.class.getName(), SecureRandom.class.getName());

  ArchRule timeAndChanceAreInjected() {
    return noClasses()
        .that()
        .resideInAnyPackage(in("run"), in("graph"), in("orchestration"), in("processing"))
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
    boolean noArguments = target.getRawParameterTypes().isEmpty();
    return owner.isEquivalentTo(System.class)
            && (name.equals("currentTimeMillis") || name.equals("nanoTime"))
        || owner.getPackageName().equals("java.time") && name.equals("now") && !takesClock(target)
        || owner.isEquivalentTo(Clock.class) && (name.startsWith("system") || name.startsWith("tick") && !takesClock(target))
        || owner.isEquivalentTo(InstantSource.class) && name.equals("system")
        || owner.isEquivalentTo(Date.class) && name.equals("<init>") && noArguments
        || owner.isEquivalentTo(Math.class) && name.equals("random")
        || owner.isEquivalentTo(UUID.class) && name.equals("randomUUID")
        || owner.isEquivalentTo(ThreadLocalRandom.class)
        || owner.isEquivalentTo(RandomGenerator.class)
            && (name.equals("getDefault") || name.equals("of"))
        || SEEDLESS.contains(owner.getName()) && name.equals("<init>") && noArguments;
  }

  private static boolean takesClock(CodeUnitAccessTarget target) {
    return target.getRawParameterTypes().stream().anyMatch(type -> type.isAssignableTo(Clock.class));
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
