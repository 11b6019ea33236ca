package dev.pawl.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.run.RunEvent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GoldenTest {

  @TestFactory
  Stream<DynamicTest> eventsOfEveryReleaseAreReadAndWrittenAlike() {
    return Samples.events().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> holdsEvent(e)));
  }

  @TestFactory
  Stream<DynamicTest> messagesOfEveryReleaseAreReadAndWrittenAlike() {
    return Samples.messages().entrySet().stream()
        .map(m -> DynamicTest.dynamicTest(m.getKey(), () -> holdsMessage(m)));
  }

  @Test
  void everyKindOfEventHasAGoldenFile() {
    assertThat(kinds(Samples.events().values().stream())).containsAll(leaves(RunEvent.class));
  }

  @Test
  void everyKindOfMessageEntryAndRequestHasAGoldenFile() {
    assertThat(kinds(Samples.messages().values().stream().flatMap(GoldenTest::parts)))
        .containsAll(leaves(Message.class));
    assertThat(kinds(Samples.messages().values().stream().flatMap(GoldenTest::parts)))
        .containsAll(leaves(Message.Entry.class))
        .containsAll(leaves(Message.Request.class));
  }

  @Test
  void everyNumberOfATypeStandsForOneEvent() {
    assertThat(Samples.events().values())
        .allSatisfy(event ->
            assertThat(EventType.of(EventType.of(event).number())).isEqualTo(EventType.of(event)));
    assertThat(kinds(Samples.events().values().stream())).hasSize(EventType.values().length);
  }

  private static void holdsEvent(Map.Entry<String, RunEvent> sample) {
    byte[] golden = Golden.read("event-" + sample.getKey() + ".bin");
    RunEvent decoded = EventCodec.decode(golden[0], Arrays.copyOfRange(golden, 1, golden.length));
    assertThat(decoded).usingRecursiveComparison().isEqualTo(sample.getValue());
    assertThat(Golden.bytes(EventCodec.encode(decoded))).isEqualTo(golden);
    assertReadable("event-" + sample.getKey(), decoded);
  }

  private static void holdsMessage(Map.Entry<String, Message> sample) {
    byte[] golden = Golden.read("message-" + sample.getKey() + ".bin");
    Message decoded = MessageCodec.decode(golden);
    assertThat(decoded).usingRecursiveComparison().isEqualTo(sample.getValue());
    assertThat(MessageCodec.encode(decoded)).isEqualTo(golden);
    assertReadable("message-" + sample.getKey(), decoded);
  }

  private static void assertReadable(String name, Object decoded) {
    assertThat(Golden.readable(decoded))
        .isEqualToNormalizingNewlines(
            new String(Golden.read(name + ".json"), java.nio.charset.StandardCharsets.UTF_8));
  }

  private static Stream<Object> parts(Message message) {
    return switch (message) {
      case Message.Report report -> Stream.concat(Stream.of(report), report.entries().stream());
      case Message.Control control -> Stream.of(control, control.request());
      default -> Stream.of(message);
    };
  }

  private static Set<Class<?>> kinds(Stream<?> values) {
    return values.map(Object::getClass).collect(Collectors.toSet());
  }

  private static Set<Class<?>> leaves(Class<?> sealed) {
    Set<Class<?>> leaves = new HashSet<>();
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      leaves.addAll(permitted.isSealed() ? leaves(permitted) : Set.of(permitted));
    }
    return leaves;
  }
}
