package io.fairlead.devnet.builder;

import io.fairlead.devnet.chain.ChainKind;

final class AnvilBuilderTest extends BuilderTest {
  AnvilBuilderTest() {
    super(ChainKind.ANVIL);
  }
}
