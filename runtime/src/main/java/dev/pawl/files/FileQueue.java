package dev.pawl.files;

import dev.pawl.spi.TaskQueue.DeadLetter;
import dev.pawl.spi.TaskQueue.Delivery;
import dev.pawl.spi.TaskQueue.Settlement;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** One named queue of a folder, as one opening uses it. */
final class FileQueue {
  private final String name;
  private final QueueFolder folder;
  private final Place place;
  private final LeaseWatch watch;
  private final Outbox outbox;
  private final DeadLetterFolder dead;
  private final ReadyMessages ready;
  private final Map<String, MessageName> held = new ConcurrentHashMap<>();
  private final AtomicLong deliveries = new AtomicLong();
  private final AtomicLong watchedAt;

  FileQueue(String name, Place place, LeaseWatch watch) throws IOException {
    this.name = name;
    this.place = place;
    this.watch = watch;
    this.folder = QueueFolder.create(place.queues(), name);
    this.outbox = new Outbox(folder, place);
    this.dead = new DeadLetterFolder(name, folder.dead(), place);
    this.ready = new ReadyMessages(folder, place, dead);
    this.watchedAt =
        new AtomicLong(place.options().nanoTime().getAsLong() - place.options().lease().toNanos());
  }

  void send(List<byte[]> messages) throws IOException {
    outbox.send(messages);
  }

  /** Claims what is there, without waiting. */
  List<Delivery> poll(int maximum) throws IOException {
    takeBackFromTheDead();
    List<MessageName> claimed = ready.claim(maximum);
    List<Delivery> opened = new ArrayList<>(claimed.size());
    try {
      for (MessageName message : claimed) {
        open(message).ifPresent(opened::add);
      }
      return opened;
    } catch (IOException failed) {
      // The caller gets none of them, so all of them go back.
      opened.forEach(delivery -> held.remove(delivery.id()));
      for (MessageName message : claimed) {
        giveBack(file(message), message);
      }
      throw failed;
    }
  }

  private Optional<Delivery> open(MessageName message) throws IOException {
    Path file = file(message);
    try {
      byte[] body = Envelope.read(file, message.index());
      String id = name + '/' + place.opening() + '/' + deliveries.incrementAndGet();
      held.put(id, message);
      return Optional.of(new Delivery(name, id, message.count(), body));
    } catch (Envelope.Unreadable unreadable) {
      dead.putAsideUnreadable(file, message, String.valueOf(unreadable.getMessage()));
      return Optional.empty();
    } catch (FileNotFoundException notOpened) {
      if (Files.exists(file) && !Files.isReadable(file)) {
        dead.putAsideUnreadable(
            file,
            message,
            "a message should be readable by this user, found " + notOpened.getMessage());
        return Optional.empty();
      }
      // Too many open files, say: the message is as good as before.
      throw notOpened;
    } catch (IOException unreadable) {
      dead.putAsideUnreadable(file, message, "a message should be readable, found " + unreadable);
      return Optional.empty();
    }
  }

  private void takeBackFromTheDead() throws IOException {
    long now = place.options().nanoTime().getAsLong();
    long last = watchedAt.get();
    if (now - last < place.options().lease().toNanos() / 10
        || !watchedAt.compareAndSet(last, now)) {
      return;
    }
    for (String opening : watch.dead(PrivateFiles.names(folder.claimed()))) {
      takeBack(folder.claimedBy(opening));
    }
  }

  private void takeBack(Path claimed) throws IOException {
    for (String text : PrivateFiles.names(claimed)) {
      Optional<MessageName> message = MessageName.parse(text);
      if (message.isPresent()) {
        giveBack(claimed.resolve(text), message.get().deliveredAgain());
      } else {
        dead.putAsideForeign(claimed.resolve(text));
      }
    }
    ReadyMessages.removeEmpty(claimed);
  }

  private void giveBack(Path file, MessageName as) throws IOException {
    try {
      Files.move(file, folder.returned().resolve(as.toString()), StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException taken) {
      // It is no longer this holder's: somebody else took it back.
    }
  }

  /** Settles one delivery; nothing happens where it was settled before, or its claim is gone. */
  void settle(Delivery delivery, Settlement settlement) throws IOException {
    MessageName message = held.remove(delivery.id());
    if (message == null) {
      return;
    }
    try {
      switch (settlement) {
        case Settlement.Acknowledge() -> Files.deleteIfExists(file(message));
        case Settlement.Release() -> giveBack(file(message), message);
        case Settlement.Reject(String reason) -> dead.putAside(file(message), message, reason);
      }
    } catch (IOException failed) {
      held.put(delivery.id(), message);
      throw failed;
    }
  }

  /** Gives back all that this opening holds, as deliveries that were lost. */
  void close() throws IOException {
    held.clear();
    takeBack(folder.claimedBy(place.opening()));
  }

  long depth() throws IOException {
    return ready.depth();
  }

  List<DeadLetter> deadLetters(int maximum) throws IOException {
    return dead.list(maximum);
  }

  private Path file(MessageName message) {
    return folder.claimedBy(place.opening()).resolve(message.toString());
  }
}
