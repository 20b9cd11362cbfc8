package io.fairlead.auction.transcript;

import io.fairlead.auction.engine.BasketJson;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import io.fairlead.auction.transcript.TranscriptLine.Header;
import io.fairlead.auction.transcript.TranscriptLine.IntentLine;
import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.intent.TokenPermit;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.contracts.typeddata.TypedDataJson;
import tools.jackson.databind.node.ObjectNode;

/** JSON of what an auction starts from. */
final class InputJson {
  private InputJson() {}

  static ObjectNode write(Header header) {
    return TranscriptJson.typed("header")
        .put("version", TranscriptLine.VERSION)
        .put("chainId", Long.toString(header.chainId()))
        .put("settlement", header.settlement().toString())
        .put("hub", header.hub().toString())
        .put("auctioneer", header.auctioneer().toString())
        .put("receiptSigner", header.receiptSigner().toString())
        .put("nativeToken", header.nativeToken().toString())
        .put("batch", Long.toString(header.batch()))
        .put("root", header.root().toString())
        .put("gasPrice", header.gasPrice().toString())
        .put("config", header.config().toString())
        .put("receipts", header.receipts().toString())
        .set("block", write(header.block()));
  }

  static Header readHeader(JsonView view) {
    view.field("version").integer(TranscriptLine.VERSION, TranscriptLine.VERSION);
    return new Header(
        number(view.field("chainId")),
        view.field("settlement").address(),
        view.field("hub").address(),
        view.field("auctioneer").address(),
        view.field("receiptSigner").address(),
        view.field("nativeToken").address(),
        number(view.field("batch")),
        view.field("root").bytes32(),
        readBlock(view.field("block")),
        view.field("gasPrice").uint(256),
        view.field("config").bytes32(),
        view.field("receipts").bytes32());
  }

  static ObjectNode write(BlockRef block) {
    return Json.object()
        .put("number", Long.toString(block.number()))
        .put("hash", block.hash().toString())
        .put("timestamp", Long.toString(block.timestamp()));
  }

  static BlockRef readBlock(JsonView view) {
    return new BlockRef(
        number(view.field("number")),
        view.field("hash").bytes32(),
        number(view.field("timestamp")));
  }

  static ObjectNode write(IntentLine line) {
    ObjectNode node =
        switch (line.signed()) {
          case SignedIntent signed -> {
            ObjectNode intent = TranscriptJson.typed("intent");
            intent.set("intent", TypedDataJson.message(signed.intent()));
            writeExtras(intent, signed);
            yield intent;
          }
          case SignedBasket signed ->
              TranscriptJson.typed("basket").set("basket", TypedDataJson.message(signed.basket()));
        };
    node.put("hash", line.intentHash().toString())
        .put("signature", line.signed().signature().toString())
        .put("filledBefore", line.filledBefore().toString());
    SignedReceipt receipt = line.receipt();
    if (receipt != null) {
      node.set("receipt", write(receipt));
    }
    return node;
  }

  static IntentLine readIntent(JsonView view) {
    return new IntentLine(
        view.field("hash").bytes32(),
        readSigned(view),
        view.field("filledBefore").uint(128),
        view.optional("receipt").map(InputJson::readReceipt).orElse(null));
  }

  static IntentLine readBasket(JsonView view) {
    return new IntentLine(
        view.field("hash").bytes32(),
        new SignedBasket(
            readBasketTerms(view.field("basket")), view.field("signature").ownerSignature()),
        view.field("filledBefore").uint(64),
        view.optional("receipt").map(InputJson::readReceipt).orElse(null));
  }

  private static BasketIntent readBasketTerms(JsonView view) {
    return new BasketIntent(
        view.field("owner").address(),
        view.field("receiver").address(),
        BasketJson.readLegs(view.field("legs")),
        view.field("quoteToken").address(),
        view.field("quotePerUnit").signed(127),
        view.field("units").uint(64),
        number(view.field("validFrom")),
        number(view.field("validTo")),
        view.field("nonce").uint(256),
        view.field("appData").bytes32());
  }

  /** What most intents do not have is left out. */
  private static void writeExtras(ObjectNode node, SignedIntent signed) {
    if (signed.funding() != Funding.ALLOWANCE) {
      node.put("funding", signed.funding().text());
    }
    signed
        .tokenPermit()
        .ifPresent(permit ->
            node.set(
                "tokenPermit",
                Json.object()
                    .put("value", permit.value().toString())
                    .put("deadline", permit.deadline().toString())
                    .put("signature", permit.signature().toString())));
    if (!signed.hooks().isEmpty()) {
      node.put("hooks", signed.hooks().packed().toString());
    }
  }

  private static SignedIntent readSigned(JsonView view) {
    return new SignedIntent(
        readTerms(view.field("intent")),
        view.optional("funding")
            .map(funding -> funding.parsed(16, Funding::parse, "must be a kind of funding"))
            .orElse(Funding.ALLOWANCE),
        view.field("signature").ownerSignature(),
        view.optional("tokenPermit")
            .map(permit ->
                new TokenPermit(
                    permit.field("value").uint(256),
                    permit.field("deadline").uint(256),
                    permit.field("signature").signature())),
        view.optional("hooks")
            .map(hooks -> Hooks.parse(hooks.bytes(Hooks.MAX_SIZE)))
            .orElse(Hooks.NONE));
  }

  private static Intent readTerms(JsonView view) {
    return new Intent(
        view.field("owner").address(),
        view.field("receiver").address(),
        view.field("sellToken").address(),
        view.field("buyToken").address(),
        view.field("sellAmount").uint(128),
        view.field("buyAmount").uint(128),
        view.field("side").parsed(8, Side::parse, "must be \"sell\" or \"buy\""),
        view.field("partiallyFillable").bool(),
        number(view.field("validFrom")),
        number(view.field("validTo")),
        view.field("nonce").uint(256),
        view.field("appData").bytes32());
  }

  private static ObjectNode write(SignedReceipt signed) {
    return TypedDataJson.message(signed.receipt())
        .put("hash", signed.hash().toString())
        .put("signature", signed.signature().toString());
  }

  private static SignedReceipt readReceipt(JsonView view) {
    return new SignedReceipt(
        new Receipt(
            view.field("leaf").bytes32(),
            number(view.field("seq")),
            number(view.field("firstBatch")),
            number(view.field("lastBatch")),
            view.field("previousReceiptHash").bytes32()),
        view.field("hash").bytes32(),
        view.field("signature").signature());
  }

  static long number(JsonView view) {
    return view.integerText(0, Long.MAX_VALUE);
  }
}
