package io.fairlead.auction.engine.reading;

import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.json.JsonView;

/**
 * Reads bodies of {@code POST /solve}. Most of what an auction holds was in the one before: it
 * keeps the last auction's body, at most {@link Json#MAX_BYTES}, and what that was read to, and
 * takes over orders and pools whose texts are the same to the byte. What it returns and what it
 * refuses is what {@link EngineJson#readRequest(byte[])} returns and refuses. Thread safe.
 */
public final class RequestReader {
  private volatile Document before = Document.NONE;

  /**
   * Reads a request. The body must not be changed afterwards.
   *
   * @throws JsonFormatException naming the path of what is wrong
   */
  public Received read(byte[] body) {
    Document document;
    SolveRequest request;
    try {
      if (body.length > Json.MAX_BYTES) {
        throw new UnsureException();
      }
      document = Document.of(body, before);
      request = document.request();
    } catch (UnsureException | JsonFormatException e) {
      return whole(body);
    }
    if (request.id() != null) {
      before = document.known();
    }
    return new Received(
        request,
        new OrderIndex(request.orders(), document.orders().usedHeads()),
        document.rest(),
        document.orders().size() - request.orders().size(),
        document.pools().size() - request.liquidity().size());
  }

  private static Received whole(byte[] body) {
    JsonView view = Json.parse(body);
    SolveRequest request = EngineJson.readRequest(view);
    return new Received(
        request,
        OrderIndex.of(request.orders()),
        view,
        view.field("orders").node().size() - request.orders().size(),
        view.field("liquidity").node().size() - request.liquidity().size());
  }
}
