package example;

import static dev.pawl.testkit.specs.Acts.start;
import static dev.pawl.testkit.specs.Facts.completedWith;
import static dev.pawl.testkit.specs.Facts.folded;
import static dev.pawl.testkit.specs.Facts.started;
import static dev.pawl.testkit.specs.Tasks.task;
import static dev.pawl.testkit.specs.Tasks.tasks;

import dev.pawl.testkit.specs.junit.SpecExtension;
import dev.pawl.wire.JsonCodec;
import example.Letters.Count;
import example.Letters.Request;
import example.Letters.Result;
import example.Letters.Word;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LettersTest {
  @RegisterExtension static final SpecExtension SPECS = SpecExtension.of(new Letters(), new JsonCodec());

  @Test
  void each_word_is_a_task() {
    SPECS
        .given()
        .when(start(new Request(List.of("to", "be"))))
        .then(started(), tasks("words", 0, 2).made(new Word("to"), new Word("be")), tasks("count", 0, 2).scheduled());
  }

  @Test
  void a_word_that_fails_is_tried_again() {
    SPECS
        .given(start(new Request(List.of("to"))))
        .when(task("count", 0).fails("no luck"))
        .then(task("count", 0).willBeRetriedAfter(Duration.ofSeconds(1)));
  }

  @Test
  void the_last_count_ends_the_run() {
    SPECS
        .given(start(new Request(List.of("to"))))
        .when(task("count", 0).returns(new Count("to", 2)))
        .then(task("count", 0).confirmed(), folded("sum", 1, new Result(1, 2)), completedWith(new Result(1, 2)));
  }
}
