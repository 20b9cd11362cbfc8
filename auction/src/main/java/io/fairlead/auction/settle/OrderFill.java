package io.fairlead.auction.settle;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Fill;

/** What one owner gives and gets in a settlement. */
public record OrderFill(Bytes32 intentHash, Intent intent, Fill fill) {}
