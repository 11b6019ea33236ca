package dev.pawl.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.run.RunCommand;
import dev.pawl.run.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class MailboxTest {
  private final Mailbox mailbox = new Mailbox();

  @Test
  void aSmallRunWaitsBehindOneMailOfAHugeOneAndNotBehindAll() {
    for (int i = 0; i < 100; i++) {
      mailbox.send(wish("huge", i));
    }
    mailbox.send(wish("small", 0));
    mailbox.send(wish("small", 1));

    assertThat(taken(4)).containsExactly("huge 0", "small 0", "huge 1", "small 1");
  }

  @Test
  void mailOfARunKeepsItsOrder() {
    for (int i = 0; i < 5; i++) {
      mailbox.send(wish("one", i));
      mailbox.send(wish("other", i));
    }

    assertThat(taken(10).stream().filter(mail -> mail.startsWith("one")))
        .containsExactly("one 0", "one 1", "one 2", "one 3", "one 4");
    assertThat(mailbox.poll()).isNull();
  }

  @Test
  void whatConcernsNoRunComesFirst() {
    mailbox.send(wish("run", 0));
    mailbox.send(new Mail.AppendFailed(new IllegalStateException("for the test")));

    assertThat(mailbox.poll()).isInstanceOf(Mail.AppendFailed.class);
    assertThat(taken(1)).containsExactly("run 0");
  }

  private List<String> taken(int mails) {
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < mails; i++) {
      if (mailbox.poll() instanceof Mail.Wish wish) {
        taken.add(wish.run() + " " + wish.command().time());
      }
    }
    return taken;
  }

  private static Mail wish(String run, long number) {
    return new Mail.Wish(new RunId(run), new RunCommand.Pause(number), new CompletableFuture<>());
  }
}
