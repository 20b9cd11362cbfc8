package io.fairlead.chain.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.Seeded;
import io.fairlead.contracts.primitive.BlockRef;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HeadChainTest {
  private final FakeChain node = new FakeChain(1);
  private final HeadChain chain = new HeadChain();
  private final Listener heard = new Listener();

  private void advance() {
    chain.advance(node.latest(), node::header, 1000, heard);
  }

  @Test
  void startsAtTheTip() {
    node.mine(5);
    advance();
    assertThat(heard.numbers()).containsExactly(5L);
    advance();
    assertThat(heard.events).hasSize(1);
  }

  @Test
  void fillsGapsInOrder() {
    advance();
    node.mine(200);
    advance();
    assertThat(heard.numbers())
        .containsExactlyElementsOf(LongStream.rangeClosed(0, 200).boxed().toList());
  }

  @Test
  void announcesNoMoreThanAskedAndGoesOn() {
    advance();
    node.mine(10);
    chain.advance(node.latest(), node::header, 4, heard);
    assertThat(heard.numbers()).containsExactly(0L, 1L, 2L, 3L, 4L);
    advance();
    assertThat(heard.blocks).isEqualTo(node.blocks());
  }

  @Test
  void tellsReorganisationsOfEveryDepth() {
    for (int depth = 1; depth < HeadChain.DEPTH; depth++) {
      for (int growth : List.of(-1, 0, 1, 3)) {
        HeadChain follower = new HeadChain();
        Listener listener = new Listener();
        FakeChain fake = new FakeChain(depth);
        follower.advance(fake.latest(), fake::header, 1000, listener);
        fake.mine(80);
        follower.advance(fake.latest(), fake::header, 1000, listener);
        List<BlockRef> before = fake.blocks();
        fake.drop(depth);
        fake.mine(depth + growth);
        follower.advance(fake.latest(), fake::header, 1000, listener);
        assertThat(listener.blocks).isEqualTo(fake.blocks());
        assertThat(listener.reorgs)
            .containsExactly(before.subList(before.size() - depth, before.size()).reversed());
      }
    }
  }

  @Test
  void aRevertWithoutNewBlocksOnlyRemoves() {
    advance();
    node.mine(10);
    advance();
    List<BlockRef> before = node.blocks();
    node.drop(4);
    advance();
    assertThat(heard.reorgs).containsExactly(before.subList(7, 11).reversed());
    assertThat(chain.head()).contains(node.blocks().getLast());
    advance();
    assertThat(heard.reorgs).hasSize(1);
  }

  @Test
  void startsAgainWhenNothingRememberedIsLeft() {
    advance();
    node.mine(200);
    advance();
    node.drop(150);
    node.mine(20);
    advance();
    // 64 blocks, 137 to 200, were remembered; the chain ends at 70 now.
    assertThat(heard.reorgs).hasSize(1);
    assertThat(heard.reorgs.getFirst()).hasSize(HeadChain.DEPTH);
    assertThat(chain.head()).contains(node.blocks().getLast());
    node.mine(2);
    advance();
    assertThat(heard.blocks.subList(heard.blocks.size() - 3, heard.blocks.size()))
        .isEqualTo(node.blocks().subList(70, 73));
  }

  @Test
  void deepReorganisationsGoOnFromTheLowestHeightRemembered() {
    advance();
    node.mine(200);
    advance();
    node.drop(150);
    node.mine(160);
    advance();
    assertThat(heard.blocks.subList(heard.blocks.size() - 74, heard.blocks.size()))
        .isEqualTo(node.blocks().subList(137, 211));
  }

  @Test
  void anotherGenesisIsAReorganisation() {
    advance();
    node.reset();
    advance();
    assertThat(heard.reorgs).hasSize(1);
    assertThat(heard.blocks).isEqualTo(node.blocks());
  }

  @Test
  void losesNothingWhenFetchesFail() {
    Seeded.forAll(
        300,
        random -> {
          FakeChain fake = new FakeChain(random.below(1 << 30));
          HeadChain follower = new HeadChain();
          Listener listener = new Listener();
          follower.advance(fake.latest(), fake::header, 1000, listener);
          for (int step = 0; step < 40; step++) {
            if (random.below(3) == 0) {
              fake.drop(random.below(Math.min(20, fake.height()) + 1));
            }
            fake.mine(random.below(12));
            int failAfter = random.below(10);
            int[] fetches = {0};
            try {
              follower.advance(
                  fake.latest(),
                  number -> {
                    if (fetches[0]++ == failAfter) {
                      throw new ChainException("down");
                    }
                    return fake.header(number);
                  },
                  1 + random.below(20),
                  listener);
            } catch (ChainException down) {
              // What was told so far is a chain that was there; the next call goes on.
            }
            assertThat(follower.head()).contains(listener.blocks.getLast());
          }
          for (int i = 0; i < 40; i++) {
            follower.advance(fake.latest(), fake::header, 20, listener);
          }
          assertThat(listener.blocks).isEqualTo(fake.blocks());
        });
  }

  @Test
  void aNodeThatChangesWhileItIsReadIsCaughtUpWith() {
    Seeded.forAll(
        200,
        random -> {
          FakeChain fake = new FakeChain(random.below(1 << 30));
          HeadChain follower = new HeadChain();
          Listener listener = new Listener();
          follower.advance(fake.latest(), fake::header, 1000, listener);
          for (int step = 0; step < 20; step++) {
            fake.mine(random.below(10));
            follower.advance(
                fake.latest(),
                number -> {
                  if (random.below(4) == 0) {
                    fake.drop(random.below(Math.min(5, fake.height()) + 1));
                    fake.mine(random.below(5));
                  }
                  return fake.header(number);
                },
                100,
                listener);
          }
          follower.advance(fake.latest(), fake::header, 1000, listener);
          follower.advance(fake.latest(), fake::header, 1000, listener);
          assertThat(listener.blocks).isEqualTo(fake.blocks());
        });
  }

  @Test
  void theListenerModelNoticesABrokenAnnouncement() {
    Listener listener = new Listener();
    node.mine(3);
    listener.onBlock(node.blocks().get(1));
    assertThatThrownBy(() -> listener.onReorg(List.of(node.blocks().get(2))))
        .isInstanceOf(AssertionError.class);
  }
}
