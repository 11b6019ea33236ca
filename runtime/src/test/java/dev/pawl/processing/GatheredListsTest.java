package dev.pawl.processing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.graph.Blobs;
import dev.pawl.processing.Numbers.Answer;
import dev.pawl.run.FailureKind;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore.BlobWriter;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.Message.Entry.Completed;
import dev.pawl.wire.Message.Entry.Failed;
import dev.pawl.wire.Message.InputForm;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatheredListsTest {
  private final AtomicReference<List<Answer>> taken = new AtomicReference<>(List.of());
  private final WorkerFixture worker =
      new WorkerFixture(
          Numbers.scripted(
              (item, context) -> new Answer(""),
              (list, context) -> {
                taken.set(new ArrayList<>(list));
                return new Answer(
                    list.size()
                        + " from "
                        + list.getFirst().text()
                        + " to "
                        + list.getLast().text());
              }));

  @Test
  void aLongListIsGatheredByLeavesAndInnerTasksAndGivenToTheHandlerWhole() throws Exception {
    List<Gathered> leaves = gather(InputForm.VALUE, answers(0, 3), answers(3, 5), answers(5, 6));
    assertThat(leaves).extracting(Gathered::size).containsExactly(3L, 2L, 1L);
    assertThat(leaves).allSatisfy(leaf -> assertThat(leaf.leaf()).isTrue());

    List<Gathered> inner =
        gather(InputForm.GATHERED, list(leaves.subList(0, 2)), list(leaves.subList(2, 3)));
    Gathered root = gather(InputForm.GATHERED, list(inner)).getFirst();
    assertThat(root.size()).isEqualTo(6);
    assertThat(root.leaf()).isFalse();

    worker.send(Numbers.SUMMARY, InputForm.GATHERED, worker.json(root));
    worker.step();

    assertThat(worker.reported(Completed.class).getFirst().results().text(0))
        .contains("6 from a0 to a5");
    assertThat(taken.get())
        .extracting(Answer::text)
        .containsExactly("a0", "a1", "a2", "a3", "a4", "a5");
  }

  @Test
  void aListOfOneLeafIsItsOwnRoot() throws Exception {
    Gathered leaf = gather(InputForm.VALUE, answers(0, 2)).getFirst();
    worker.send(Numbers.SUMMARY, InputForm.GATHERED, worker.json(leaf));
    worker.step();
    assertThat(taken.get()).extracting(Answer::text).containsExactly("a0", "a1");
  }

  @Test
  void whatCannotBeReadFailsItsGatheringTask() throws Exception {
    worker.send(Numbers.ALL, InputForm.VALUE, "[{\"txt\":\"a\"}]");
    worker.step();
    Failed failed = worker.reported(Failed.class).getFirst();
    assertThat(failed.kind()).isEqualTo(FailureKind.PERMANENT);
    assertThat(failed.error()).startsWith("part 0 of all(work it out) cannot be read");
  }

  @Test
  void goingThroughAListReadsEachBlobOnceAndAnyOrderWorks() throws Exception {
    List<Gathered> leaves =
        gather(InputForm.VALUE, answers(0, 3), answers(3, 6), answers(6, 9), answers(9, 12));
    List<Gathered> inner =
        gather(InputForm.GATHERED, list(leaves.subList(0, 2)), list(leaves.subList(2, 4)));
    Gathered root = gather(InputForm.GATHERED, list(inner)).getFirst();
    CountingBlobs blobs = new CountingBlobs();
    GatheredList list = gatheredList(blobs, root);

    assertThat(list).hasSize(12);
    assertThat(list.stream().map(one -> ((Answer) one).text()))
        .containsExactlyElementsOf(IntStream.range(0, 12).mapToObj(i -> "a" + i).toList());
    assertThat(blobs.reads).isEqualTo(7);
    for (int index : new int[] {11, 0, 5, 6, 2, 9, 3}) {
      assertThat(list.get(index)).isEqualTo(new Answer("a" + index));
    }
    assertThatThrownBy(() -> list.get(12)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aBlobWithAnotherNumberOfElementsIsNoticed() throws Exception {
    Gathered leaf = gather(InputForm.VALUE, answers(0, 2)).getFirst();
    GatheredList list = gatheredList(new CountingBlobs(), new Gathered(5, true, leaf.blob()));
    assertThatThrownBy(() -> list.get(3))
        .isInstanceOf(PortFailure.Corrupt.class)
        .hasMessageContaining("should hold 5 elements, found 2");
  }

  private GatheredList gatheredList(Blobs blobs, Gathered root) {
    return new GatheredList(blobs, worker.codec, worker.graph.step(Numbers.ALL).type(), root);
  }

  private List<Gathered> gather(InputForm form, String... inputs) throws InterruptedException {
    worker.send(Numbers.ALL, form, inputs);
    worker.step();
    Completed completed = worker.reported(Completed.class).getFirst();
    return IntStream.range(0, inputs.length)
        .mapToObj(i -> (Gathered) worker.codec.decode(completed.results().get(i), Gathered.class))
        .toList();
  }

  private static String answers(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "{\"text\":\"a" + i + "\"}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private String list(List<Gathered> parts) {
    return new String(worker.codec.encode(parts, GatheredList.CHILDREN), UTF_8);
  }

  /** The worker's blobs, and how often they were read. */
  private final class CountingBlobs implements Blobs {
    int reads;

    @Override
    public BlobWriter create(String name) {
      return worker.blobs.create(name);
    }

    @Override
    public InputStream read(BlobRef blob) {
      reads++;
      return worker.blobs.read(blob);
    }

    @Override
    public byte[] readRange(BlobRef blob, long offset, int length) {
      return worker.blobs.readRange(blob, offset, length);
    }
  }
}
