package io.fairlead.contracts.typeddata;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.RandomValues;
import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.TwapIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a wallet is shown has the digest that the contract computes; the general encoder is judge.
 */
class TypedDataJsonTest {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  @Test
  void twap() {
    RandomValues.forAll(
        500,
        random -> {
          Domain domain = domain(random);
          List<Address> tokens = List.of(random.address(), random.address());
          TwapIntent twap = random.signedTwap(tokens, random.address()).twap();
          assertThat(digest(new TypedDataJson(domain).twap(twap)))
              .isEqualTo(new Eip712(domain).twapHash(twap));
        });
  }

  @Test
  void basket() {
    RandomValues.forAll(
        500,
        random -> {
          Domain domain = domain(random);
          BasketIntent basket = random.basket(List.of(random.address(), random.address()));
          assertThat(digest(new TypedDataJson(domain).basket(basket)))
              .isEqualTo(new Eip712(domain).basketHash(basket));
        });
  }

  @Test
  void permit2() {
    RandomValues.forAll(
        500,
        random -> {
          Domain domain = domain(random);
          Intent intent = random.intent();
          ObjectNode request = new TypedDataJson(domain).intent(intent, Funding.PERMIT2);
          assertThat(digest(request))
              .isEqualTo(new Eip712(domain).signedDigest(intent, Funding.PERMIT2));
          // A wallet that sees a version would sign in another domain than Permit2's.
          assertThat(request.at("/domain").propertyNames())
              .containsExactly("name", "chainId", "verifyingContract");
          assertThat(request.at("/types/EIP712Domain").size()).isEqualTo(3);
        });
  }

  @Test
  void cover() {
    RandomValues.forAll(
        100,
        random -> {
          Domain domain = domain(random);
          Bytes32 award = random.bytes32();
          assertThat(digest(new TypedDataJson(domain).cover(award)))
              .isEqualTo(new Eip712(domain).coverHash(award));
        });
  }

  @Test
  void fundingDecidesWhatIsSigned() {
    RandomValues random = new RandomValues(4);
    Domain domain = domain(random);
    Eip712 eip712 = new Eip712(domain);
    Intent intent = random.intent();
    assertThat(eip712.signedDigest(intent, Funding.ALLOWANCE)).isEqualTo(eip712.intentHash(intent));
    assertThat(eip712.permit2Digest(intent)).isNotEqualTo(eip712.intentHash(intent));
    Eip712 otherSpender = new Eip712(new Domain(domain.chainId(), random.address()));
    assertThat(otherSpender.permit2Digest(intent)).isNotEqualTo(eip712.permit2Digest(intent));
  }

  private static Bytes32 digest(JsonNode request) {
    return TypedDataEncoder.digest(MAPPER.readTree(MAPPER.writeValueAsString(request)));
  }

  private static Domain domain(RandomValues random) {
    return new Domain(random.uint(63).longValue(), random.address());
  }
}
