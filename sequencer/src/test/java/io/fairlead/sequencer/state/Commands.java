package io.fairlead.sequencer.state;

import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.sequencer.Samples;
import io.fairlead.sequencer.batch.BatchSettlement;
import io.fairlead.sequencer.batch.BatchSettlement.BasketFill;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Any command with values of any size, whether or not it makes sense to a state. */
public final class Commands {
  private Commands() {}

  /** The next command from the samples. */
  public static Command any(Samples samples) {
    Random random = samples.random();
    long number = random.nextLong() >>> (1 + random.nextInt(63));
    return switch (random.nextInt(11)) {
      case 0 ->
          new Command.Configure(
              random.nextInt(Integer.MAX_VALUE), random.nextInt(Integer.MAX_VALUE));
      case 1 ->
          new Command.Submit(
              samples.intent(
                  random.nextBoolean() ? Side.SELL : Side.BUY,
                  random.nextBoolean(),
                  random.nextInt(Integer.MAX_VALUE),
                  random.nextInt(Integer.MAX_VALUE)),
              number);
      case 10 ->
          new Command.Submit(
              samples.basket(
                  number, random.nextInt(Integer.MAX_VALUE), random.nextInt(Integer.MAX_VALUE)),
              number);
      case 8 -> new Command.Submit(samples.anySigned(), number);
      case 2 -> {
        byte[] signature = new byte[random.nextBoolean() ? 0 : 1 + random.nextInt(200)];
        random.nextBytes(signature);
        yield new Command.Cancel(samples.word(), Bytes.of(signature));
      }
      case 9 -> new Command.CancelOnChain(samples.word());
      case 3 -> new Command.Close(samples.block(number));
      case 4 -> {
        List<Bytes32> intents = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          intents.add(samples.word());
        }
        yield new Command.Award(samples.award(number, random.nextInt(AuctionId.PLACES), intents));
      }
      case 5 -> {
        Map<Bytes32, Fill> fills = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          fills.put(samples.word(), new Fill(amount(random), amount(random), amount(random)));
        }
        boolean ends = random.nextBoolean();
        int place = ends ? 0 : random.nextInt(AuctionId.PLACES);
        BatchSettlement settlement =
            samples.settlement(number, place, samples.block(number), fills);
        List<BasketFill> baskets = new ArrayList<>();
        for (int i = ends ? 0 : random.nextInt(3); i > 0; i--) {
          baskets.add(samples.basketFill());
        }
        yield new Command.Settle(
            new BatchSettlement(
                number,
                place,
                settlement.transactionHash(),
                settlement.block(),
                settlement.gasUsed(),
                settlement.fills(),
                baskets),
            ends);
      }
      case 6 -> new Command.End(number, "because \u00e9\ud83d\ude00".repeat(random.nextInt(20)));
      default -> new Command.Revert(number, random.nextInt(AuctionId.PLACES));
    };
  }

  private static BigInteger amount(Random random) {
    return new BigInteger(random.nextInt(257), random);
  }
}
