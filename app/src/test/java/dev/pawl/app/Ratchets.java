package dev.pawl.app;

import dev.pawl.graph.Graph;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import java.util.List;
import java.util.stream.IntStream;

/** A process for tests whose work is done by runs of {@link Ratchet}. */
public final class Ratchets implements ProcessDefinition<Ratchets.Request, Ratchet.Sum> {
  /**
   * What to turn.
   *
   * @param notes the file of notes of all tasks
   */
  public record Request(int ratchets, int teeth, String notes) {
    List<Ratchet.Request> list() {
      return IntStream.range(0, ratchets)
          .mapToObj(number -> new Ratchet.Request(teeth + number, notes, number))
          .toList();
    }
  }

  @Override
  public String name() {
    return "ratchets";
  }

  @Override
  public One<Ratchet.Sum> define(Graph graph, One<Request> request) {
    Many<Ratchet.Request> each =
        graph.fanOut("each", Ratchet.Request.class, request, Request::list);
    Many<Ratchet.Result> turned = graph.run("turn", Ratchet.class, each);
    return graph.fold(
        "sum",
        Ratchet.Sum.class,
        turned,
        new Ratchet.Sum(0, 0),
        (sum, one) ->
            new Ratchet.Sum(
                sum.total() + one.merged().total(), sum.count() + one.checked().count()));
  }
}
