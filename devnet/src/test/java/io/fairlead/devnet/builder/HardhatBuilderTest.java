package io.fairlead.devnet.builder;

import io.fairlead.devnet.chain.ChainKind;

final class HardhatBuilderTest extends BuilderTest {
  HardhatBuilderTest() {
    super(ChainKind.HARDHAT);
  }
}
