package dev.pawl.graph;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** What definitions hold in their hands: a step's id in the graph that is being drawn. */
abstract sealed class Handle {
  final Graph graph;
  final int id;
  final Type type;

  private Handle(Graph graph, int id, Type type) {
    this.graph = graph;
    this.id = id;
    this.type = type;
  }

  final void change(UnaryOperator<TaskPolicy> change) {
    graph.changePolicy(id, change);
  }

  static final class OneHandle<T> extends Handle implements One<T> {
    OneHandle(Graph graph, int id, Type type) {
      super(graph, id, type);
    }
  }

  static final class ManyHandle<T> extends Handle implements Many<T> {
    ManyHandle(Graph graph, int id, Type type) {
      super(graph, id, type);
    }
  }

  static final class OneTaskHandle<O> extends Handle implements OneTask<O> {
    OneTaskHandle(Graph graph, int id, Type type) {
      super(graph, id, type);
    }

    @Override
    public OneTask<O> timeout(Duration timeout) {
      change(policy -> policy.withTimeout(timeout));
      return this;
    }

    @Override
    public OneTask<O> retries(int retries) {
      change(policy -> policy.withRetries(retries));
      return this;
    }

    @Override
    public OneTask<O> backoff(Duration first) {
      change(policy -> policy.withBackoff(first));
      return this;
    }

    @Override
    public OneTask<O> pool(String pool) {
      change(policy -> policy.withPool(pool));
      return this;
    }

    @Override
    public OneTask<O> failRun() {
      change(TaskPolicy::withFailRun);
      return this;
    }

    @Override
    public OneTask<O> speculate(boolean allowed) {
      change(policy -> policy.withSpeculative(allowed));
      return this;
    }

    @Override
    public OneTask<O> resultLimit(int bytes) {
      change(policy -> policy.withResultLimit(bytes));
      return this;
    }
  }

  static final class ManyTaskHandle<O> extends Handle implements ManyTask<O> {
    ManyTaskHandle(Graph graph, int id, Type type) {
      super(graph, id, type);
    }

    @Override
    public ManyTask<O> timeout(Duration timeout) {
      change(policy -> policy.withTimeout(timeout));
      return this;
    }

    @Override
    public ManyTask<O> retries(int retries) {
      change(policy -> policy.withRetries(retries));
      return this;
    }

    @Override
    public ManyTask<O> backoff(Duration first) {
      change(policy -> policy.withBackoff(first));
      return this;
    }

    @Override
    public ManyTask<O> pool(String pool) {
      change(policy -> policy.withPool(pool));
      return this;
    }

    @Override
    public ManyTask<O> failRun() {
      change(TaskPolicy::withFailRun);
      return this;
    }

    @Override
    public ManyTask<O> speculate(boolean allowed) {
      change(policy -> policy.withSpeculative(allowed));
      return this;
    }

    @Override
    public ManyTask<O> resultLimit(int bytes) {
      change(policy -> policy.withElementLimit(bytes));
      return this;
    }

    @Override
    public ManyTask<O> tolerate(double share) {
      change(policy -> policy.withTolerated(share));
      return this;
    }
  }

  static final class OneRunHandle<O> extends Handle implements OneRun<O> {
    OneRunHandle(Graph graph, int id, Type type) {
      super(graph, id, type);
    }

    @Override
    public OneRun<O> failRun() {
      change(TaskPolicy::withFailRun);
      return this;
    }

    @Override
    public OneRun<O> resultLimit(int bytes) {
      change(policy -> policy.withResultLimit(bytes));
      return this;
    }
  }

  static final class ManyRunHandle<O> extends Handle implements ManyRun<O> {
    ManyRunHandle(Graph graph, int id, Type type) {
      super(graph, id, type);
    }

    @Override
    public ManyRun<O> failRun() {
      change(TaskPolicy::withFailRun);
      return this;
    }

    @Override
    public ManyRun<O> resultLimit(int bytes) {
      change(policy -> policy.withElementLimit(bytes));
      return this;
    }

    @Override
    public ManyRun<O> tolerate(double share) {
      change(policy -> policy.withTolerated(share));
      return this;
    }
  }
}
