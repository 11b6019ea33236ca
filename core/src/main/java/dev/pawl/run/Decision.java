package dev.pawl.run;

import java.util.List;

/** What a command leads to: events, refusals, or both where it was a batch. */
public record Decision(List<RunEvent> events, List<Rejection> rejections) {
  public Decision {
    events = List.copyOf(events);
    rejections = List.copyOf(rejections);
  }

  public static Decision of(RunEvent... events) {
    return new Decision(List.of(events), List.of());
  }

  public static Decision refuse(Rejection.Reason reason, int count, String detail) {
    return new Decision(List.of(), List.of(new Rejection(reason, count, detail)));
  }
}
