package io.fairlead.contracts.signature;

import static io.fairlead.contracts.signature.SignatureJudge.Verdict.ECDSA;
import static io.fairlead.contracts.signature.SignatureJudge.Verdict.ERC1271;
import static io.fairlead.contracts.signature.SignatureJudge.Verdict.ERC6492;
import static io.fairlead.contracts.signature.SignatureJudge.Verdict.INVALID;
import static io.fairlead.contracts.signature.SignatureJudge.Verdict.PRESIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.RandomValues;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignatureJudgeTest {
  private final RandomValues random = new RandomValues(11);
  private final SignatureJudge judge = new SignatureJudge(SignatureRecovery.best());
  private final LocalSigner key = LocalSigner.of(random.bytes32());
  private final Bytes32 digest = random.bytes32();
  private final Signature byKey = key.sign(digest);
  private final Bytes anything = random.bytes(100);
  private final FakeAccounts chain = new FakeAccounts();

  /** Accounts that accept what they are told to, and note what they were asked. */
  private static final class FakeAccounts implements OwnerAccounts {
    private final Set<Address> code = new HashSet<>();
    private final Set<Address> presigned = new HashSet<>();
    private final Set<Bytes> accepted = new HashSet<>();
    private final List<String> asked = new ArrayList<>();
    private boolean deploys;

    @Override
    public boolean hasCode(Address owner) {
      return code.contains(owner);
    }

    @Override
    public boolean isPresigned(Address owner, Bytes32 digest) {
      asked.add("presigned");
      return presigned.contains(owner);
    }

    @Override
    public boolean accepts(Address owner, Bytes32 digest, Bytes signature) {
      asked.add("1271 " + signature.size());
      assertThat(code).contains(owner);
      return accepted.contains(signature);
    }

    @Override
    public boolean acceptsOnceDeployed(
        Address owner, Bytes32 digest, Bytes signature, Address factory, Bytes factoryCall) {
      asked.add("6492");
      assertThat(code).doesNotContain(owner);
      return deploys && accepted.contains(signature);
    }
  }

  private SignatureJudge.Verdict judge(Bytes signature) {
    return judge.judge(key.address(), digest, signature, chain);
  }

  @Test
  void aKeySignsForAnOwnerWithCodeToo() {
    for (Bytes form : List.of(Bytes.of(byKey.bytes()), Bytes.of(byKey.compact()))) {
      assertThat(judge(form)).isEqualTo(ECDSA);
      chain.code.add(key.address());
      assertThat(judge(form)).isEqualTo(ECDSA);
      chain.code.clear();
    }
    assertThat(chain.asked).isEmpty();
  }

  @Test
  void nobodyElsesKeySigns() {
    Bytes other = Bytes.of(LocalSigner.of(random.bytes32()).sign(digest).bytes());
    assertThat(judge(other)).isEqualTo(INVALID);
    byte[] malleable = byKey.bytes();
    malleable[32] |= (byte) 0x80;
    assertThat(judge(Bytes.of(malleable))).isEqualTo(INVALID);
  }

  @Test
  void noBytesAreATransactionOfTheOwner() {
    assertThat(judge(Bytes.EMPTY)).isEqualTo(INVALID);
    chain.presigned.add(key.address());
    assertThat(judge(Bytes.EMPTY)).isEqualTo(PRESIGNED);
    assertThat(judge(anything)).isEqualTo(INVALID);
  }

  @Test
  void codeIsAskedLastAndWithTheBytesAsTheyAre() {
    chain.accepted.add(anything);
    assertThat(judge(anything)).isEqualTo(INVALID);
    chain.code.add(key.address());
    assertThat(judge(anything)).isEqualTo(ERC1271);
    assertThat(chain.asked).containsExactly("1271 " + anything.size());
    assertThat(judge(Bytes.of(random.array(65)))).isEqualTo(INVALID);
    assertThat(judge(Bytes.EMPTY)).isEqualTo(INVALID);
    assertThat(chain.asked).endsWith("1271 65", "presigned");
  }

  @Test
  void anUndeployedAccountIsAskedOnceDeployed() {
    Bytes wrapped = new Erc6492(random.address(), random.bytes(60), anything).wrap();
    chain.accepted.add(anything);
    assertThat(judge(wrapped)).isEqualTo(INVALID);
    chain.deploys = true;
    assertThat(judge(wrapped)).isEqualTo(ERC6492);
    chain.code.add(key.address());
    assertThat(judge(wrapped)).isEqualTo(ERC1271);
    assertThat(chain.asked).containsExactly("6492", "6492", "1271 " + anything.size());
    Bytes plain = new Erc6492(random.address(), Bytes.EMPTY, Bytes.of(byKey.compact())).wrap();
    assertThat(judge(plain)).isEqualTo(ECDSA);
  }

  @Test
  void aMalformedWrapperIsNobodys() {
    byte[] wrapped = new Erc6492(random.address(), random.bytes(60), anything).wrap().bytes();
    byte[] mark = Arrays.copyOfRange(wrapped, wrapped.length - 32, wrapped.length);
    assertThat(Erc6492.isMarked(Bytes.of(mark))).isTrue();
    chain.deploys = true;
    chain.accepted.add(anything);
    chain.code.add(key.address());
    assertThat(judge(Bytes.of(mark))).isEqualTo(INVALID);
    for (int at = 0; at < 96; at++) {
      byte[] broken = wrapped.clone();
      broken[at] ^= 1;
      boolean factory = at >= 12 && at < 32;
      assertThat(judge(Bytes.of(broken))).as("byte " + at).isEqualTo(factory ? ERC1271 : INVALID);
    }
    assertThat(Erc6492.unwrap(Bytes.of(wrapped)).orElseThrow().wrap()).isEqualTo(Bytes.of(wrapped));
  }

  /** Permit2 asks the key only of an owner without code. */
  @Test
  void permit2JudgesForItself() {
    Bytes signature = Bytes.of(byKey.bytes());
    assertThat(judge.judgePermit2(key.address(), digest, signature, chain)).isEqualTo(ECDSA);
    chain.code.add(key.address());
    assertThat(judge.judgePermit2(key.address(), digest, signature, chain)).isEqualTo(INVALID);
    chain.accepted.add(signature);
    assertThat(judge.judgePermit2(key.address(), digest, signature, chain)).isEqualTo(ERC1271);
    chain.code.clear();
    chain.presigned.add(key.address());
    assertThat(judge.judgePermit2(key.address(), digest, Bytes.EMPTY, chain)).isEqualTo(INVALID);
  }
}
