package dev.pawl.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** Stands between a client and a server, and cuts a connection at a chosen moment, once. */
final class CuttingProxy implements AutoCloseable {
  /** What is lost. */
  enum Cut {
    NOTHING,
    /** The next request: the server never sees it. */
    REQUEST,
    /** The answer to the next request: the server has done it. */
    ANSWER
  }

  private final ServerSocket listener;
  private final int server;
  private final AtomicReference<Cut> cut = new AtomicReference<>(Cut.NOTHING);
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  CuttingProxy(int server) throws IOException {
    this.server = server;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Cuts the connection that is used next. */
  void cutNext(Cut what) {
    cut.set(what);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
        client.setTcpNoDelay(true);
        behind.setTcpNoDelay(true);
        sockets.addAll(List.of(client, behind));
        Thread.ofVirtual().start(() -> forward(client, behind, Cut.REQUEST));
        Thread.ofVirtual().start(() -> forward(behind, client, Cut.ANSWER));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void forward(Socket from, Socket to, Cut mine) {
    byte[] bytes = new byte[64 << 10];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        if (cut.compareAndSet(mine, Cut.NOTHING)) {
          return;
        }
        out.write(bytes, 0, read);
      }
    } catch (IOException closed) {
      // The other direction was closed.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
