package io.fairlead.relay.testing;

import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.EventChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A caller with a budget, and perhaps a channel that remembers what it was given. */
public final class FakeCaller implements Caller {
  /** A channel that keeps everything. */
  public static final class Channel implements EventChannel {
    public final List<JsonNode> pushed = new ArrayList<>();
    private final List<Runnable> closing = new ArrayList<>();

    @Override
    public synchronized void push(JsonNode notification) {
      pushed.add(notification);
    }

    @Override
    public void onClose(Runnable action) {
      closing.add(action);
    }

    /** Ends the connection. */
    public void close() {
      closing.forEach(Runnable::run);
    }
  }

  private final Optional<EventChannel> channel;
  public int budget = Integer.MAX_VALUE;

  public FakeCaller() {
    this.channel = Optional.empty();
  }

  public FakeCaller(Channel channel) {
    this.channel = Optional.of(channel);
  }

  @Override
  public boolean charge(int cost) {
    if (budget < cost) {
      return false;
    }
    budget -= cost;
    return true;
  }

  @Override
  public Optional<EventChannel> channel() {
    return channel;
  }
}
