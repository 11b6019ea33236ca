package example;

import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;

/** Runs on workers: without state, and the same however often it is tried. */
public final class CountLetters implements TaskHandler<Letters.Word, Letters.Count> {
  @Override
  public Letters.Count handle(Letters.Word word, TaskContext context) {
    return new Letters.Count(word.text(), (int) word.text().codePoints().filter(Character::isLetter).count());
  }
}
