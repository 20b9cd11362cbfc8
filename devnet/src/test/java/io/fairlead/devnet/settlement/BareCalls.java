package io.fairlead.devnet.settlement;

import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Bundle;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementCodec;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Calls by their bytes, whatever these say. */
record BareCalls(DifferentialWorld world) {
  /** A properly awarded call with whatever as solution. */
  Bytes of(long auction, byte[] solution) {
    Award award = world.award(auction, Keccak.hash(solution));
    Settlement none = new Settlement(List.of(), List.of(), List.of(), List.of());
    Award empty = world.award(auction, SettlementCodec.solutionHash(none, world.terms()));
    Bundle bundle =
        new Bundle(empty, world.sign(award, none, false).awardSignature(), Bytes.EMPTY, none);
    byte[] call = SettlementCodec.encodeCall(bundle, world.terms()).bytes();
    int head = 1 + 96 + 64 + 2;
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.writeBytes(Arrays.copyOfRange(call, 4 + 64, 4 + 64 + head));
    packed.writeBytes(solution);
    return SettlementCodec.SETTLE.encode(to -> to.bytes(Bytes.of(packed.toByteArray())));
  }

  /** As Java reads it; empty if it does not. */
  Optional<Bundle> read(Bytes call) {
    try {
      return Optional.of(SettlementCodec.decodeCall(call, world.terms()));
    } catch (IllegalArgumentException refused) {
      return Optional.empty();
    }
  }
}
