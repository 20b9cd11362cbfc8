/** EIP-712 digests in Fairlead's domain, and Permit2's: docs/protocol.md sections 1, 3 and 4. */
import { bytes, type Hex, join, keccak, unsigned, utf8 } from "./bytes.js";
import type { Basket } from "./lines/basket.js";
import type { Intent, Receipt } from "./lines/intent.js";
import type { Award } from "./lines/outcome.js";

const INTENT =
  "Intent(address owner,address receiver,address sellToken,address buyToken,uint128 sellAmount," +
  "uint128 buyAmount,string side,bool partiallyFillable,uint32 validFrom,uint32 validTo," +
  "uint256 nonce,bytes32 appData)";
const LEG = "Leg(address token,uint256 id,int128 amount)";
const BASKET =
  "BasketIntent(address owner,address receiver,Leg[] legs,address quoteToken,int128 quotePerUnit,uint64 units," +
  `uint32 validFrom,uint32 validTo,uint256 nonce,bytes32 appData)${LEG}`;
const RECEIPT = "Receipt(bytes32 leaf,uint64 seq,uint64 firstBatch,uint64 lastBatch,bytes32 previousReceiptHash)";
const AWARD =
  "Award(uint256 auctionId,bytes32 batchRoot,address solver,bytes32 solutionHash,uint64 lastBlock," +
  "bytes32 transcriptHash)";
const DOMAIN = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";
const PERMIT2_DOMAIN = "EIP712Domain(string name,uint256 chainId,address verifyingContract)";
const PERMISSIONS = "TokenPermissions(address token,uint256 amount)";
const PERMIT =
  "PermitWitnessTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline," +
  `Intent witness)${INTENT}${PERMISSIONS}`;

/** Permit2 has one address on every chain. */
export const PERMIT2: Hex = "0x000000000022d473030f116ddee9f6b43ac78ba3";

type Word = Hex | bigint | boolean;

/** One word of an encoding: addresses and numbers are padded on the left, what is below zero in two's complement. */
function word(value: Word): Uint8Array {
  return unsigned(BigInt.asUintN(256, BigInt(value)), 32);
}

export function textHash(text: string): Hex {
  return keccak(utf8(text));
}

export function hashStruct(type: string, ...values: Word[]): Hex {
  return keccak(word(textHash(type)), ...values.map(word));
}

export class Domain {
  private readonly separator: Hex;
  private readonly permit2Separator: Hex;

  constructor(
    chainId: bigint,
    private readonly settlement: Hex,
  ) {
    this.separator = hashStruct(DOMAIN, textHash("Fairlead"), textHash("1"), chainId, settlement);
    this.permit2Separator = hashStruct(PERMIT2_DOMAIN, textHash("Permit2"), chainId, PERMIT2);
  }

  digest(struct: Hex): Hex {
    return digest(this.separator, struct);
  }

  intentHash(intent: Intent): Hex {
    return this.digest(intentStruct(intent));
  }

  basketHash(basket: Basket): Hex {
    const legs = basket.legs.map((leg) => bytes(hashStruct(LEG, leg.token, leg.id, leg.amount)));
    return this.digest(
      hashStruct(
        BASKET,
        basket.owner,
        basket.receiver,
        keccak(...legs),
        basket.quoteToken,
        basket.quotePerUnit,
        basket.units,
        basket.validFrom,
        basket.validTo,
        basket.nonce,
        basket.appData,
      ),
    );
  }

  /** What an owner signs to have an intent funded by Permit2. */
  permit2Digest(intent: Intent): Hex {
    const permitted = hashStruct(PERMISSIONS, intent.sellToken, intent.sellAmount);
    const permit = hashStruct(
      PERMIT,
      permitted,
      this.settlement,
      intent.nonce,
      intent.validTo,
      intentStruct(intent),
    );
    return digest(this.permit2Separator, permit);
  }

  receiptHash(receipt: Receipt): Hex {
    return this.digest(
      hashStruct(
        RECEIPT,
        receipt.leaf,
        receipt.seq,
        receipt.firstBatch,
        receipt.lastBatch,
        receipt.previousReceiptHash,
      ),
    );
  }

  awardHash(award: Award): Hex {
    return this.digest(
      hashStruct(
        AWARD,
        award.auctionId,
        award.batchRoot,
        award.solver,
        award.solutionHash,
        award.lastBlock,
        award.transcriptHash,
      ),
    );
  }
}

function digest(separator: Hex, struct: Hex): Hex {
  return keccak(Uint8Array.of(0x19, 0x01), join(bytes(separator), bytes(struct)));
}

function intentStruct(intent: Intent): Hex {
  return hashStruct(
    INTENT,
    intent.owner,
    intent.receiver,
    intent.sellToken,
    intent.buyToken,
    intent.sellAmount,
    intent.buyAmount,
    textHash(intent.side),
    intent.partiallyFillable,
    intent.validFrom,
    intent.validTo,
    intent.nonce,
    intent.appData,
  );
}
