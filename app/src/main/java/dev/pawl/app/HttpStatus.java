package dev.pawl.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pawl.engine.Engine;
import dev.pawl.graph.Definitions;
import dev.pawl.orchestration.RunProgress;
import dev.pawl.run.RunId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells over HTTP whether an engine works, and how its runs stand. Changes nothing. */
final class HttpStatus implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 5;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Engine engine;
  private final Metrics metrics;

  private HttpStatus(HttpServer server, Engine engine, Metrics metrics) {
    this.server = server;
    this.engine = engine;
    this.metrics = metrics;
  }

  /** Begins to answer at {@code host:port}. */
  static HttpStatus listen(String address, Engine engine, Definitions definitions) {
    try {
      HttpServer server = HttpServer.create(parse(address), 0);
      HttpStatus status = new HttpStatus(server, engine, new Metrics(engine, definitions));
      server.createContext(
          "/health", exchange -> status.answer(exchange, "/health", "application/json"));
      server.createContext(
          "/metrics",
          exchange ->
              status.answer(exchange, "/metrics", "text/plain; version=0.0.4; charset=utf-8"));
      server.setExecutor(status.threads);
      server.start();
      return status;
    } catch (IOException e) {
      throw UserError.failed(
          "--listen "
              + address
              + " should be a free address of this machine, found: "
              + e.getMessage());
    }
  }

  private static InetSocketAddress parse(String text) throws IOException {
    int colon = text.lastIndexOf(':');
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (colon > 0 && port >= 0 && port <= 65_535) {
        return new InetSocketAddress(InetAddress.getByName(text.substring(0, colon)), port);
      }
    } catch (NumberFormatException e) {
      throw UserError.usage(
          "--listen should be HOST:PORT, such as 127.0.0.1:7295, found '" + text + "'");
    }
    throw UserError.usage(
        "--listen should be HOST:PORT with a port of 0 to 65535, such as 127.0.0.1:7295, found '"
            + text
            + "'");
  }

  /** Where it answers. */
  String address() {
    String host = server.getAddress().getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange, String path, String type) throws IOException {
    try (exchange) {
      boolean read =
          exchange.getRequestMethod().equals("GET") || exchange.getRequestMethod().equals("HEAD");
      if (!read || !exchange.getRequestURI().getPath().equals(path)) {
        exchange.sendResponseHeaders(read ? 404 : 405, -1);
        return;
      }
      int status = 200;
      String body;
      try {
        Map<RunId, RunProgress> runs = engine.progress().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        body =
            path.equals("/metrics")
                ? metrics.text(runs)
                : "{\"status\":\"ok\",\"runs\":" + runs.size() + "}\n";
        status = engine.failure().isDone() ? 503 : 200;
      } catch (TimeoutException | ExecutionException | InterruptedException e) {
        status = 503;
        body = "";
      }
      send(
          exchange,
          status,
          status == 200 ? body : "{\"status\":\"failed\"}\n",
          status == 200 ? type : "application/json");
    }
  }

  private static void send(HttpExchange exchange, int status, String body, String type)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
