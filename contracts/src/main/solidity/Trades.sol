// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Batch, Batches, Malformed} from "./Batch.sol";
import {Fills, WindowClosed} from "./Fills.sol";
import {Intents} from "./Intents.sol";
import {Ledgers} from "./Ledgers.sol";
import {Packed} from "./Packed.sol";
import {Payments} from "./Payments.sol";
import {ShortTrades} from "./ShortTrades.sol";
import {Signers} from "./Signers.sol";
import {TransferList, Transfers} from "./Transfers.sol";

/// @notice Native ETH is bought, but the trade's buy token is not wrapped ETH.
error TokenMismatch(bytes32 intentHash);
/// @notice Sell and buy token are the same.
error SameToken(bytes32 intentHash);
/// @notice The receiver is the zero address or Settlement.
error BadReceiver(bytes32 intentHash);
/// @notice The owner signed hooks, and they are not there.
error HooksMissing(bytes32 intentHash);
/// @notice An intent that is not partially fillable must be filled entirely.
error NotFullFill(bytes32 intentHash);
/// @notice What was signed cannot go together: see docs/protocol.md section 3.
error WrongLane(bytes32 intentHash);
/// @notice The intent is not signed by its owner.
error WrongSigner(bytes32 intentHash);

/// @notice What EIP-712 hashes of an intent or time-sliced parent: the memory of this struct is the preimage.
/// @param seventh keccak256 of the side, or `start`
/// @param eighth `partiallyFillable`, or `interval`
/// @param ninth `validFrom`, or `span`
/// @param tenth `validTo`, or `parts`
struct Order {
    bytes32 typeHash;
    address owner;
    address receiver;
    address sellToken;
    address buyToken;
    uint256 sellAmount;
    uint256 buyAmount;
    uint256 seventh;
    uint256 eighth;
    uint256 ninth;
    uint256 tenth;
    uint256 nonce;
    bytes32 appData;
}

/// @notice The rest of a trade.
/// @param validFrom first second of the window
/// @param validTo last second of the window
/// @param nonce of this fill: a part's own one for a time-sliced parent
/// @param digest EIP-712 digest
/// @param structHash EIP-712 struct hash
/// @param executed wei without fee on the exact side
/// @param fee wei of the sell token
/// @param permit position of the token permit
/// @param signature position of the signature
/// @param signatureLength its length
struct Terms {
    uint256 validFrom;
    uint256 validTo;
    uint256 nonce;
    bytes32 digest;
    bytes32 structHash;
    uint256 executed;
    uint256 fee;
    uint256 permit;
    uint256 signature;
    uint256 signatureLength;
}

/// @title Reads trades and holds them to what their owners signed
abstract contract Trades is ShortTrades, Signers {
    using Batches for Batch;
    using Transfers for TransferList;

    /// @dev Stands for native ETH in an intent.
    address internal constant NATIVE = 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE;

    /// @dev Words kept of a Permit2-funded trade: its position, wei sold, witness, position and length of the signature.
    uint256 internal constant PERMIT_WORDS = 5;

    uint256 private constant BUY = 1 << 0;
    uint256 private constant PARTIAL = 1 << 1;
    uint256 private constant SHARED = 1 << 2;
    uint256 internal constant SHORT_NONCE = 1 << 3;
    uint256 private constant RECEIVER = 1 << 4;
    uint256 private constant VALID_FROM = 1 << 5;
    uint256 private constant APP_DATA = 1 << 6;
    uint256 private constant AMOUNTS = 1 << 7;
    uint256 private constant PERMIT2_FUNDED = 1 << 8;
    uint256 private constant BUYS_NATIVE = 1 << 9;
    uint256 private constant TWAP = 1 << 10;
    uint256 private constant HOOKS = 1 << 11;
    uint256 private constant TOKEN_PERMIT = 1 << 12;
    uint256 private constant ODD_SIGNATURE = 1 << 13;
    /// @dev Flags without which a trade is read on the short path. BUY is among them, for what is signed and what is exact.
    uint256 private constant OPTIONS = ~(SHARED | SHORT_NONCE | BUYS_NATIVE);
    uint256 private constant SPECIAL = PARTIAL | SHARED | PERMIT2_FUNDED | TWAP;
    uint256 private constant UNKNOWN_FLAGS = ~uint256((1 << 14) - 1);

    uint256 private constant HOOK_TAG = 0x686f6f6b;

    /// @notice An intent was filled without a fee.
    /// @param intentHash EIP-712 digest of the intent, or of the parent for a part of a time-sliced one
    /// @param amounts wei sold in the upper half, wei bought in the lower half
    event Fill(bytes32 indexed intentHash, uint256 amounts);

    /// @notice An intent was filled with a fee.
    /// @param intentHash EIP-712 digest of the intent, or of the parent for a part of a time-sliced one
    /// @param amounts wei sold, fee included, in the upper half; wei bought in the lower half
    /// @param fee wei of the sell token
    event FillWithFee(bytes32 indexed intentHash, uint256 amounts, uint256 fee);

    /// @dev Wrapped ETH.
    function _wrapped() internal view virtual returns (address);

    /// @dev Presents a token permit of the order's owner for the hub; never fails.
    function _presentPermit(address token, address owner, uint256 cursor) internal virtual;

    /// @dev Reads the trade at a position, checks it, uses its nonce and records what is to be paid.
    /// @param order reused for every trade
    /// @param terms reused for every trade
    /// @return next position behind the trade
    function _readTrade(Batch memory batch, Order memory order, Terms memory terms, uint256 cursor)
        internal
        returns (uint256 next)
    {
        unchecked {
            uint256 flags = Packed.u16(cursor);
            uint256 sellIndex = Packed.u8(cursor + 2);
            uint256 buyIndex = Packed.u8(cursor + 3);
            if (flags & UNKNOWN_FLAGS != 0 || sellIndex >= batch.tokenCount || buyIndex >= batch.tokenCount) {
                revert Malformed();
            }
            order.sellToken = batch.token(sellIndex);
            order.buyToken = flags & BUYS_NATIVE == 0 ? batch.token(buyIndex) : NATIVE;
            next = _readTerms(batch, order, terms, flags, cursor);

            bytes32 digest = terms.digest;
            if (flags & BUYS_NATIVE != 0) _checkNative(batch, buyIndex, digest);
            if (sellIndex == buyIndex) revert SameToken(digest);
            if (flags & RECEIVER != 0 && (order.receiver == address(0) || order.receiver == address(this))) {
                revert BadReceiver(digest);
            }
            if (flags & APP_DATA != 0 && uint256(order.appData) >> 224 == HOOK_TAG) revert HooksMissing(digest);

            (uint256 sold, uint256 bought) = Fills.amounts(
                flags & BUY != 0, terms.executed, terms.fee, batch.price(sellIndex), batch.price(buyIndex)
            );
            Fills.check(digest, order.sellAmount, order.buyAmount, sold, bought, terms.fee);
            if (block.timestamp < terms.validFrom || block.timestamp > terms.validTo) revert WindowClosed(digest);
            _useNonce(order, terms, flags, sold, bought);

            uint256 ledger = batch.ledger;
            Ledgers.addOwed(ledger, buyIndex, bought);
            if (batch.direct) Ledgers.addTaken(ledger, sellIndex, sold);
            // Some tokens refuse transfers of nothing.
            if (bought != 0) _owePayment(batch, order, buyIndex, flags, bought);
            if (terms.fee == 0) {
                emit Fill(digest, sold << 128 | bought);
            } else {
                Ledgers.addFee(ledger, sellIndex, terms.fee);
                emit FillWithFee(digest, sold << 128 | bought, terms.fee);
            }
            if (flags & (PERMIT2_FUNDED | BUYS_NATIVE | TOKEN_PERMIT | ODD_SIGNATURE) == 0) {
                uint256 signature = terms.signature;
                if (!_recovers(order.owner, digest, Packed.word(signature), Packed.word(signature + 32))) {
                    _requireSigned(order.owner, digest, signature, 64);
                }
                if (sold != 0) batch.pulls.add(order.sellToken, uint160(order.owner), sold);
            } else {
                _finishRareTrade(batch, order, terms, flags, cursor, sold, bought);
            }
        }
    }

    function _owePayment(Batch memory batch, Order memory order, uint256 buyIndex, uint256 flags, uint256 bought)
        private
        pure
    {
        uint256 account = uint160(order.receiver);
        if (flags & BUYS_NATIVE != 0) {
            account |= Payments.NATIVE;
        } else {
            if (batch.checkEach) account |= Payments.CHECKED;
            Ledgers.note(batch.ledger, buyIndex, batch.payments.end, bought);
        }
        batch.payments.add(order.buyToken, account, bought);
    }

    /// @dev The end of a trade with native ETH, another signature than ECDSA, a permit, or Permit2.
    function _finishRareTrade(
        Batch memory batch,
        Order memory order,
        Terms memory terms,
        uint256 flags,
        uint256 cursor,
        uint256 sold,
        uint256 bought
    ) private {
        if (flags & BUYS_NATIVE != 0) batch.native += bought;
        if (flags & PERMIT2_FUNDED != 0) {
            // Permit2 itself judges the signature when it is asked for the tokens.
            _keepPermit(batch, cursor, sold, terms);
            return;
        }
        _requireSigned(order.owner, terms.digest, terms.signature, terms.signatureLength);
        if (flags & TOKEN_PERMIT != 0) _presentPermit(order.sellToken, order.owner, terms.permit);
        if (sold != 0) batch.pulls.add(order.sellToken, uint160(order.owner), sold);
    }

    function _checkNative(Batch memory batch, uint256 buyIndex, bytes32 digest) private view {
        if (batch.direct || batch.token(buyIndex) != _wrapped()) revert TokenMismatch(digest);
    }

    /// @dev Reads everything that is signed, and hashes it.
    function _readTerms(Batch memory batch, Order memory order, Terms memory terms, uint256 flags, uint256 cursor)
        private
        pure
        returns (uint256 next)
    {
        unchecked {
            address owner = Packed.account(cursor + 4);
            order.owner = owner;
            order.sellAmount = Packed.u128(cursor + 24);
            order.buyAmount = Packed.u128(cursor + 40);
            terms.validTo = Packed.u32(cursor + 56);
            next = cursor + 60;
            uint256 nonce;
            if (flags & SHARED != 0) {
                uint256 index = Packed.u8(next);
                if (index >= batch.seriesCount || flags & SHORT_NONCE != 0) revert Malformed();
                nonce = _sharedNonce(Packed.u64(batch.series + index * 8), batch.auctioneer) | Packed.u8(next + 1);
                next += 2;
            } else if (flags & SHORT_NONCE != 0) {
                nonce = Packed.u64(next);
                next += 8;
            } else {
                nonce = Packed.number(next);
                next += 32;
            }
            order.nonce = nonce;
            terms.nonce = nonce;
            if (flags & OPTIONS == 0) {
                order.typeHash = Intents.TYPE_HASH;
                order.receiver = owner;
                order.seventh = uint256(Intents.SELL);
                order.eighth = 0;
                order.ninth = 0;
                order.tenth = terms.validTo;
                order.appData = 0;
                terms.validFrom = 0;
                terms.executed = order.sellAmount;
                terms.fee = 0;
                terms.signature = next;
                terms.signatureLength = 64;
                next += 64;
            } else {
                next = _readOptions(batch, order, terms, flags, next);
            }
            _hash(batch.domain, order, terms);
        }
    }

    /// @dev Whatever a trade may leave out.
    function _readOptions(Batch memory batch, Order memory order, Terms memory terms, uint256 flags, uint256 next)
        private
        pure
        returns (uint256)
    {
        unchecked {
            order.receiver = order.owner;
            if (flags & RECEIVER != 0) {
                order.receiver = Packed.account(next);
                next += 20;
            }
            terms.validFrom = 0;
            if (flags & VALID_FROM != 0) {
                terms.validFrom = Packed.u32(next);
                next += 4;
            }
            order.appData = 0;
            if (flags & APP_DATA != 0) {
                order.appData = Packed.word(next);
                next += 32;
            }
            if (flags & AMOUNTS != 0) {
                terms.executed = Packed.u128(next);
                terms.fee = Packed.u128(next + 16);
                next += 32;
            } else {
                terms.executed = flags & BUY == 0 ? order.sellAmount : order.buyAmount;
                terms.fee = 0;
            }
            if (flags & TWAP == 0) {
                order.typeHash = Intents.TYPE_HASH;
                order.seventh = uint256(flags & BUY == 0 ? Intents.SELL : Intents.BUY);
                order.eighth = flags >> 1 & 1;
                order.ninth = terms.validFrom;
                order.tenth = terms.validTo;
            } else {
                _readTwap(order, terms, next);
                next += 10;
            }
            if (flags & HOOKS != 0) next = _readHooks(batch, order, flags, next);
            if (flags & TOKEN_PERMIT != 0) {
                terms.permit = next;
                next += 128;
            }
            terms.signatureLength = 64;
            if (flags & ODD_SIGNATURE != 0) {
                terms.signatureLength = Packed.u16(next);
                next += 2;
            }
            terms.signature = next;
            return next + terms.signatureLength;
        }
    }

    /// @dev The parent's terms, and the window and nonce of the part.
    function _readTwap(Order memory order, Terms memory terms, uint256 cursor) private pure {
        uint256 part = Packed.u8(cursor);
        uint256 parts = Packed.u8(cursor + 1) + 1;
        uint256 interval = Packed.u32(cursor + 2);
        uint256 span = Packed.u32(cursor + 6);
        if (terms.validTo != 0) revert Malformed();
        order.typeHash = Intents.TWAP_TYPE_HASH;
        order.seventh = terms.validFrom;
        order.eighth = interval;
        order.ninth = span;
        order.tenth = parts;
        unchecked {
            // Widths of 32 and 8 bits cannot overflow. An empty span gives an empty window.
            terms.validFrom += part * interval;
            terms.validTo = terms.validFrom + span;
            if (span != 0) terms.validTo -= 1;
            terms.nonce += part;
        }
    }

    /// @dev Keeps the hooks for later. What they are follows from their bytes, so `appData` is not given as well.
    function _readHooks(Batch memory batch, Order memory order, uint256 flags, uint256 cursor)
        private
        pure
        returns (uint256)
    {
        if (flags & APP_DATA != 0) revert Malformed();
        uint256 length = Packed.u24(cursor);
        cursor += 3;
        order.appData = bytes32(HOOK_TAG << 224 | uint256(Packed.hash(cursor, length)) & ((1 << 224) - 1));
        if (batch.hooks.length == 0) batch.hooks = new uint256[](batch.trades * 2);
        batch.hooks[batch.hookCount] = cursor;
        batch.hooks[batch.hookCount + 1] = length;
        batch.hookCount += 2;
        return cursor + length;
    }

    function _hash(bytes32 domain, Order memory order, Terms memory terms) private pure {
        bytes32 structHash;
        bytes32 digest;
        assembly ("memory-safe") {
            structHash := keccak256(order, 0x1a0)
            // Free memory as scratch space: 0x1901 ‖ domain ‖ structHash.
            let free := mload(0x40)
            mstore(free, hex"1901")
            mstore(add(free, 0x02), domain)
            mstore(add(free, 0x22), structHash)
            digest := keccak256(free, 0x42)
        }
        terms.structHash = structHash;
        terms.digest = digest;
    }

    /// @dev Lane, size and nonce.
    function _useNonce(Order memory order, Terms memory terms, uint256 flags, uint256 sold, uint256 bought) private {
        bytes32 digest = terms.digest;
        if (flags & SPECIAL != 0 || terms.nonce & SHARED_LANE != 0) _checkLane(order, terms, flags);

        uint256 amount = sold;
        uint256 signed = order.sellAmount;
        if (flags & BUY != 0) (amount, signed) = (bought, order.buyAmount);
        if (flags & PARTIAL != 0) {
            _addFilled(order.owner, terms.nonce, digest, amount, signed);
        } else {
            if (amount != signed) revert NotFullFill(digest);
            if (flags & SHARED != 0) _useSharedNonce(terms.nonce, digest);
            else if (flags & PERMIT2_FUNDED == 0) _useNonce(order.owner, terms.nonce, digest);
        }
    }

    /// @dev Which of partial fills, shared lane, Permit2 and time slices go together.
    function _checkLane(Order memory order, Terms memory terms, uint256 flags) private view {
        bool fits;
        if (flags & TWAP != 0) {
            uint256 span = order.ninth;
            fits = flags & (SPECIAL | BUY) == TWAP && order.nonce & SHARED_LANE == 0
                && terms.nonce - order.nonce < order.tenth && (order.nonce & 0xff) + order.tenth <= 256 && span != 0
                && span <= order.eighth;
        } else if (flags & PERMIT2_FUNDED != 0) {
            // Permit2 consumes a permit at once, and has its own nonces.
            fits = flags & SPECIAL == PERMIT2_FUNDED;
        } else if (flags & SHARED != 0) {
            fits = flags & SPECIAL == SHARED && terms.validTo <= block.timestamp + SHARED_LANE_SECONDS;
        } else {
            // Partially fillable. A shared-lane nonce that is not this auctioneer's fits nothing.
            fits = terms.nonce & SHARED_LANE == 0;
        }
        if (!fits) revert WrongLane(terms.digest);
    }

    /// @dev Also if the owner has code: the key of a delegated account (EIP-7702) stays its owner.
    function _requireSigned(address owner, bytes32 digest, uint256 cursor, uint256 length) private {
        if (!_isSigned(owner, digest, Packed.slice(cursor, length))) revert WrongSigner(digest);
    }

    function _keepPermit(Batch memory batch, uint256 cursor, uint256 sold, Terms memory terms) private pure {
        if (batch.permits.length == 0) batch.permits = new uint256[](batch.trades * PERMIT_WORDS);
        uint256[] memory permits = batch.permits;
        uint256 count = batch.permitCount;
        permits[count] = cursor;
        permits[count + 1] = sold;
        permits[count + 2] = uint256(terms.structHash);
        permits[count + 3] = terms.signature;
        permits[count + 4] = terms.signatureLength;
        batch.permitCount = count + PERMIT_WORDS;
    }
}
