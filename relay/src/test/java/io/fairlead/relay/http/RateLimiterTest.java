package io.fairlead.relay.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aBucketFillsWithTimeUpToItsSize() {
    RateLimiter limiter = new RateLimiter(10, 20);
    assertThat(limiter.charge("a", 20, 0)).isTrue();
    assertThat(limiter.charge("a", 1, 0)).isFalse();
    assertThat(limiter.charge("b", 20, 0)).isTrue();
    assertThat(limiter.charge("a", 1, SECOND / 10)).isTrue();
    assertThat(limiter.charge("a", 1, SECOND / 10)).isFalse();
    assertThat(limiter.charge("a", 20, 100 * SECOND)).isTrue();
    assertThat(limiter.charge("a", 1, 100 * SECOND)).isFalse();
  }

  @Test
  void whatIsRefusedIsNotCharged() {
    RateLimiter limiter = new RateLimiter(1, 5);
    assertThat(limiter.charge("a", 6, 0)).isFalse();
    assertThat(limiter.charge("a", 5, 0)).isTrue();
  }

  @Test
  void sendersAreNetworksOfOneCustomer() {
    assertThat(Senders.key("10.0.0.1")).isNotEqualTo(Senders.key("10.0.0.2"));
    assertThat(Senders.key("2001:db8::1")).isEqualTo(Senders.key("2001:db8::ffff"));
    assertThat(Senders.key("2001:db8::1")).isNotEqualTo(Senders.key("2001:db8:0:1::1"));
    assertThat(Senders.key("evil\nhost")).isEqualTo("unknown");
  }

  @Test
  void onlyTheLastForwardedEntryCounts() {
    assertThat(Senders.forwarded("6.6.6.6, 10.0.0.9", "d")).isEqualTo("10.0.0.9");
    assertThat(Senders.forwarded("garbage!", "d")).isEqualTo("d");
    assertThat(Senders.forwarded(null, "d")).isEqualTo("d");
  }
}
