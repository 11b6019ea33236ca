package dev.pawl.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.pawl.graph.InputFile;
import dev.pawl.spi.PortFailure;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsonTypesTest {
  private final JsonCodec codec = new JsonCodec();

  record Good(
      List<InputFile> files, Set<String> names, Map<String, Tree> trees, Optional<Long> limit) {}

  record Tree(List<Tree> children) {}

  sealed interface Shape {}

  record Circle(double radius) implements Shape {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  record Chosen(String text) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes(@JsonSubTypes.Type(Dot.class))
  interface Marked {}

  record Dot(int x) implements Marked {}

  record ChosenPart(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Tree tree) {}

  record Pair<A, B>(A first, List<B> rest, Map<String, Pair<B, B>> inner) {}

  record Raw(Pair<String, ?> pair) {}

  record Deep(List<Shape> shapes) {}

  @Test
  void recordsListsSetsMapsAndOptionalsMayTravel() {
    assertThatCode(() -> codec.check(Good.class)).doesNotThrowAnyException();
    assertThatCode(() -> codec.check(new Generic(List.class, Good.class)))
        .doesNotThrowAnyException();
  }

  @Test
  void typesThatLeaveTheChoiceOfAClassToTheInputAreRefused() {
    assertRefused(Object.class, "java.lang.Object");
    assertRefused(Shape.class, "interface");
    assertRefused(Number.class, "abstract");
    assertRefused(Runnable.class, "interface");
    assertRefused(List.class, "interface");
    assertRefused(Chosen.class, "@JsonTypeInfo");
    assertRefused(Marked.class, "@JsonTypeInfo");
    assertRefused(ChosenPart.class, "ChosenPart.tree", "@JsonTypeInfo");
    assertRefused(Deep.class, "Deep.shapes", "Shape");
    assertRefused(new Generic(Map.class, Integer.class, String.class), "keys");
    assertRefused(new Generic(List.class, new Generic(Optional.class, String.class)), "Optional");
  }

  @Test
  void aGenericRecordMayTravelWhereItsArgumentsMay() {
    Generic pair = new Generic(Pair.class, Good.class, Integer.class);
    assertThatCode(() -> codec.check(pair)).doesNotThrowAnyException();
    Pair<Integer, String> value = new Pair<>(1, List.of("a"), Map.of());
    Generic type = new Generic(Pair.class, Integer.class, String.class);
    assertThat(codec.decode(codec.encode(value, type), type)).isEqualTo(value);

    assertRefused(Pair.class, "first", "a type variable");
    assertRefused(Raw.class, "wildcard");
    assertRefused(new Generic(Pair.class, String.class, Shape.class), "Shape");
    assertRefused(new Generic(Pair.class, Object.class, String.class), "java.lang.Object");
  }

  @Test
  void keysAreFreeWhereTheyAreStringsOfAMap() {
    assertThat(JsonTypes.hasFreeKeys(Good.class)).isTrue();
    assertThat(JsonTypes.hasFreeKeys(new Generic(Pair.class, Integer.class, String.class)))
        .isTrue();
    assertThat(JsonTypes.hasFreeKeys(Tree.class)).isFalse();
    assertThat(JsonTypes.hasFreeKeys(new Generic(Map.class, Thread.State.class, Tree.class)))
        .isFalse();
  }

  @Test
  void aClassNameInTheInputChoosesNothing() {
    byte[] json =
        "{\"@class\":\"java.lang.Runtime\",\"text\":\"a\"}".getBytes(StandardCharsets.UTF_8);
    assertThatCode(() -> codec.decode(json, Chosen.class)).doesNotThrowAnyException();
    byte[] dot = "{\"@type\":\"JsonTypesTest$Dot\",\"x\":1}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> codec.decode(dot, Marked.class))
        .isInstanceOf(PortFailure.Invalid.class);
  }

  private void assertRefused(Type type, String... parts) {
    assertThatThrownBy(() -> codec.check(type))
        .isInstanceOf(PortFailure.Invalid.class)
        .hasMessageContainingAll(parts);
  }
}
