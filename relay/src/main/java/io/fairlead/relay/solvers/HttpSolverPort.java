package io.fairlead.relay.solvers;

import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.run.SolverPort;
import io.fairlead.auction.seal.SealedJson;
import io.fairlead.auction.seal.SealedJson.Invitation;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An engine behind {@code POST <url>/solve} and {@code POST <url>/notify} and, if it knows them,
 * {@code POST <url>/commit} and {@code POST <url>/open}. Whether it does it shows by answering; one
 * that says 404 or 405, or 200 with something else, is asked to solve instead, and now and then
 * again. Thread safe.
 */
public final class HttpSolverPort implements SolverPort {
  /** Auctions after which an engine that did not know commitments is asked again. */
  private static final int ASK_AGAIN_AFTER = 100;

  private static final int MAX_PENDING = 16;

  private final String name;
  private final Address account;
  private final URI solve;
  private final URI commit;
  private final URI open;
  private final EngineHttp http;
  private final Notices notices;
  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger plainLeft = new AtomicInteger();
  private final Map<String, Bytes32> tickets = new ConcurrentHashMap<>();

  /**
   * An engine.
   *
   * @param url as configured, never from a request
   * @param client shared by all engines, follows no redirects
   */
  public HttpSolverPort(String name, URI url, Address account, HttpClient client) {
    String base = url.toString();
    String prefix = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    this.name = name;
    this.account = account;
    this.solve = URI.create(prefix + "/solve");
    this.commit = URI.create(prefix + "/commit");
    this.open = URI.create(prefix + "/open");
    this.http = new EngineHttp(client);
    this.notices = new Notices(name, URI.create(prefix + "/notify"), client);
  }

  /** A client fit for solvers. */
  public static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(Duration.ofSeconds(2))
        .build();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Address account() {
    return account;
  }

  @Override
  public Answer solve(SolveRequest request, Duration timeout) {
    return switch (http.post(solve, EngineJson.writeRequest(request), timeout)) {
      case EngineHttp.Body body -> readAnswer(body.content().bytes());
      case EngineHttp.Status status -> new Answer.Failed("HTTP status " + status.code());
      case EngineHttp.Late late -> new Answer.TimedOut();
      case EngineHttp.Broken broken -> new Answer.Failed(broken.reason());
    };
  }

  private static Answer readAnswer(byte[] body) {
    try {
      return switch (EngineJson.readResponse(body)) {
        case EngineResponse.Solutions answer ->
            new Answer.Solutions(answer.solutions(), answer.refused());
        case EngineResponse.Declined declined ->
            new Answer.Failed("declined: " + declined.code() + " " + declined.message());
      };
    } catch (JsonFormatException e) {
      return new Answer.Failed("not in the format: " + e.getMessage());
    }
  }

  @Override
  public Pledge commit(SolveRequest request, Bytes32 auction, Duration timeout) {
    String id = request.id();
    if (id == null || plainLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return new Pledge.Plain(solve(request, timeout));
    }
    long start = System.nanoTime();
    Bytes32 ticket = ticket();
    byte[] body = SealedJson.writeInvitation(request, new Invitation(auction, account, ticket));
    return switch (http.post(commit, body, timeout)) {
      case EngineHttp.Body answer when SealedJson.isCommitments(answer.content().bytes()) ->
          readCommitments(id, ticket, answer.content().bytes());
      case EngineHttp.Body _ -> unsealed(request, timeout.minusNanos(System.nanoTime() - start));
      case EngineHttp.Status(int code) when code == 404 || code == 405 ->
          unsealed(request, timeout.minusNanos(System.nanoTime() - start));
      case EngineHttp.Status status ->
          new Pledge.Plain(new Answer.Failed("HTTP status " + status.code()));
      case EngineHttp.Late late -> new Pledge.Plain(new Answer.TimedOut());
      case EngineHttp.Broken broken -> new Pledge.Plain(new Answer.Failed(broken.reason()));
    };
  }

  /** The engine does not know commitments. */
  private Pledge unsealed(SolveRequest request, Duration left) {
    plainLeft.set(ASK_AGAIN_AFTER);
    return new Pledge.Plain(left.isPositive() ? solve(request, left) : new Answer.TimedOut());
  }

  private Pledge readCommitments(String id, Bytes32 ticket, byte[] body) {
    try {
      Pledge pledge = new Pledge.Sealed(SealedJson.readCommitments(body));
      if (tickets.size() >= MAX_PENDING) {
        // Of auctions that were cut off before they were opened.
        tickets.clear();
      }
      tickets.put(id, ticket);
      return pledge;
    } catch (JsonFormatException e) {
      return new Pledge.Plain(new Answer.Failed("not in the format: " + e.getMessage()));
    }
  }

  @Override
  public Reveal open(String auctionId, Bytes32 closed, Duration timeout) {
    Bytes32 ticket = tickets.remove(auctionId);
    if (ticket == null) {
      return new Reveal.Failed("no commitment was asked for");
    }
    byte[] body =
        SealedJson.writeOpenRequest(new SealedJson.OpenRequest(auctionId, ticket, closed));
    return switch (http.post(open, body, timeout)) {
      case EngineHttp.Body answer -> readOpenings(answer.content().bytes());
      case EngineHttp.Status status -> new Reveal.Failed("HTTP status " + status.code());
      case EngineHttp.Late late -> new Reveal.TimedOut();
      case EngineHttp.Broken broken -> new Reveal.Failed(broken.reason());
    };
  }

  private static Reveal readOpenings(byte[] body) {
    try {
      SealedJson.Openings openings = SealedJson.readOpenings(body);
      return new Reveal.Openings(openings.openings(), openings.refused());
    } catch (JsonFormatException e) {
      return new Reveal.Failed("not in the format: " + e.getMessage());
    }
  }

  @Override
  public void notify(EngineNotification notification) {
    notices.send(notification);
  }

  private Bytes32 ticket() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Bytes32.of(bytes);
  }
}
