package io.fairlead.relay.node;

import io.fairlead.relay.http.RpcServer;
import io.fairlead.relay.metrics.RelayMetrics;
import io.fairlead.relay.stream.Subscriptions;
import io.fairlead.sequencer.RocksSequencer;

/** Figures that are read from the parts when somebody asks. */
final class NodeGauges {
  private NodeGauges() {}

  static void register(
      RelayMetrics metrics,
      RocksSequencer sequencer,
      Subscriptions subscriptions,
      RpcServer server) {
    metrics.gauge("fairlead_connections", "Open connections", server::connections);
    metrics.gauge("fairlead_subscriptions", "Subscriptions", subscriptions::size);
    metrics.gauge(
        "fairlead_open_intents", "Open or in the batch in flight", sequencer::openIntents);
    metrics.gauge(
        "fairlead_journal_entries",
        "Entries in the journal",
        () -> sequencer.stats().journalEntries());
    metrics.gauge(
        "fairlead_journal_depth",
        "Commands waiting for the journal",
        () -> sequencer.stats().journalDepth());
    metrics.gauge("fairlead_journal_syncs", "Syncs since opening", () -> sequencer.stats().syncs());
    metrics.gauge(
        "fairlead_journal_last_sync_seconds",
        "How long the last write and sync took",
        () -> sequencer.stats().lastSyncNanos() / 1e9);
    metrics.gauge("fairlead_receipts", "Receipts given", () -> sequencer.stats().receipts());
  }
}
