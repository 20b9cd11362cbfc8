package io.fairlead.devnet.settlement;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.TokenPermit;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.devnet.deploy.Erc20;
import io.fairlead.devnet.settlement.PermitToken.Allowance;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Permits that come with sales of the permit token, some of which the token does not take. */
final class PermitCases {
  private final SplittableRandom random;
  private final PermitToken token;
  private final List<LocalSigner> owners;
  private final boolean scarce;
  private final Map<Address, TokenPermit> last = new HashMap<>();

  /**
   * A generator.
   *
   * @param scarce whether permits of {@code owners} allow about as much as is sold, so that it may
   *     be too little, now or later; else whatever was unlimited stays so
   */
  PermitCases(
      SplittableRandom random, PermitToken token, List<LocalSigner> owners, boolean scarce) {
    this.random = random;
    this.token = token;
    this.owners = owners;
    this.scarce = scarce;
  }

  Address token() {
    return token.address();
  }

  /** One for this sale, or none. */
  Optional<TokenPermit> any(TradeDraft sale, long now) {
    if (!sale.sellToken.equals(token.address())
        || sale.funding != Funding.ALLOWANCE
        || random.nextInt(6) == 0) {
      return Optional.empty();
    }
    Allowance allowance = token.read(sale.owner);
    LocalSigner owner = sale.signer;
    BigInteger value = value(sale);
    return switch (random.nextInt(12)) {
      case 0 -> Optional.ofNullable(last.get(sale.owner));
      case 1 -> {
        LocalSigner other = owners.get(random.nextInt(owners.size()));
        yield Optional.of(token.sign(other, sale.owner, value, allowance.nonce(), now + 9_000));
      }
      case 2 -> Optional.of(token.sign(owner, sale.owner, value, allowance.nonce(), now - 1));
      case 3 -> {
        BigInteger later = allowance.nonce().add(BigInteger.ONE);
        yield Optional.of(token.sign(owner, sale.owner, value, later, now + 9_000));
      }
      default -> {
        TokenPermit sound = token.sign(owner, sale.owner, value, allowance.nonce(), now + 9_000);
        last.put(sale.owner, sound);
        yield Optional.of(sound);
      }
    };
  }

  private BigInteger value(TradeDraft sale) {
    // The solver's allowance stays unlimited, since shortfalls are covered by it too.
    boolean byOwner = owners.stream().anyMatch(owner -> owner.address().equals(sale.owner));
    if (!scarce || !byOwner) {
      return Erc20.UNLIMITED;
    }
    return switch (random.nextInt(5)) {
      case 0 -> sale.sellAmount.subtract(BigInteger.ONE).max(BigInteger.ZERO);
      case 1 -> sale.sellAmount.shiftLeft(3);
      case 2 -> Erc20.UNLIMITED;
      default -> sale.sellAmount;
    };
  }
}
