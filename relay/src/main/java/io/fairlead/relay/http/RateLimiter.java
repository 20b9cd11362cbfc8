package io.fairlead.relay.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One token bucket per sender. Remembers a bounded number of senders; the one that was quiet for
 * longest is forgotten first, and starts with a full bucket when it comes back. Thread safe.
 */
final class RateLimiter {
  private static final int MAX_SENDERS = 100_000;

  private final double perNano;
  private final double burst;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MAX_SENDERS;
        }
      };

  RateLimiter(int perSecond, int burst) {
    this.perNano = (double) perSecond / TimeUnit.SECONDS.toNanos(1);
    this.burst = burst;
  }

  /**
   * Takes {@code cost} from the sender's bucket, or nothing.
   *
   * @param now nanoseconds of a clock that never goes back
   * @return whether there was enough
   */
  synchronized boolean charge(String sender, int cost, long now) {
    Bucket bucket = buckets.computeIfAbsent(sender, _ -> new Bucket(burst, now));
    bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.at) * perNano);
    bucket.at = now;
    if (bucket.tokens < cost) {
      return false;
    }
    bucket.tokens -= cost;
    return true;
  }

  private static final class Bucket {
    private double tokens;
    private long at;

    Bucket(double tokens, long at) {
      this.tokens = tokens;
      this.at = at;
    }
  }
}
