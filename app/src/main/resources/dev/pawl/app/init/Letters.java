package example;

import dev.pawl.graph.Graph;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import java.util.List;
import java.util.Optional;

/** Counts the letters of words, one task for each word, and adds them up. */
public final class Letters implements ProcessDefinition<Letters.Request, Letters.Result> {
  public record Request(List<String> words) {}

  public record Word(String text) {}

  public record Count(String word, int letters) {}

  public record Result(int words, int letters) {}

  @Override
  public String name() {
    return "@NAME@";
  }

  @Override
  public String description() {
    return "counts letters: --input '{\"words\":[\"some\",\"words\"]}'";
  }

  @Override
  public Optional<Request> defaultInput() {
    return Optional.of(new Request(List.of("a", "pawl", "never", "slips", "back")));
  }

  @Override
  public One<Result> define(Graph graph, One<Request> request) {
    Many<Word> words =
        graph.fanOut("words", Word.class, request, input -> input.words().stream().map(Word::new).toList());
    Many<Count> counts = graph.task("count", CountLetters.class, words);
    return graph.fold(
        "sum",
        Result.class,
        counts,
        new Result(0, 0),
        (sum, count) -> new Result(sum.words() + 1, sum.letters() + count.letters()));
  }
}
