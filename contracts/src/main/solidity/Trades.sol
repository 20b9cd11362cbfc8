// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Batch, Batches, Malformed} from "./Batch.sol";
import {Fills, WindowClosed} from "./Fills.sol";
import {Ledgers} from "./Ledgers.sol";
import {Packed} from "./Packed.sol";
import {Payments} from "./Payments.sol";
import {ShortTrades} from "./ShortTrades.sol";
import {Signers} from "./Signers.sol";
import {
    FLAGS_UNKNOWN,
    FLAG_APP_DATA,
    FLAG_BUY,
    FLAG_NATIVE,
    FLAG_ODD_SIGNATURE,
    FLAG_PARTIAL,
    FLAG_PERMIT2,
    FLAG_RECEIVER,
    FLAG_SHARED,
    FLAG_TOKEN_PERMIT,
    FLAG_TWAP,
    HOOK_TAG
} from "./TradeFlags.sol";
import {Order, Terms, TradeTerms} from "./TradeTerms.sol";
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

/// @title The general way: trades of every form, held to what their owners signed
abstract contract Trades is ShortTrades, TradeTerms, Signers {
    using Batches for Batch;
    using Transfers for TransferList;

    /// @dev Stands for native ETH in an intent.
    address internal constant NATIVE = 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE;

    /// @dev Words kept of a Permit2-funded trade: its position, wei sold, witness, position and length of the signature.
    uint256 internal constant PERMIT_WORDS = 5;

    uint256 private constant SPECIAL = FLAG_PARTIAL | FLAG_SHARED | FLAG_PERMIT2 | FLAG_TWAP;

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
            if (flags & FLAGS_UNKNOWN != 0 || sellIndex >= batch.tokenCount || buyIndex >= batch.tokenCount) {
                revert Malformed();
            }
            order.sellToken = batch.token(sellIndex);
            order.buyToken = flags & FLAG_NATIVE == 0 ? batch.token(buyIndex) : NATIVE;
            next = _readTerms(batch, order, terms, flags, cursor);

            bytes32 digest = terms.digest;
            if (flags & FLAG_NATIVE != 0) _checkNative(batch, buyIndex, digest);
            if (sellIndex == buyIndex) revert SameToken(digest);
            if (flags & FLAG_RECEIVER != 0 && (order.receiver == address(0) || order.receiver == address(this))) {
                revert BadReceiver(digest);
            }
            if (flags & FLAG_APP_DATA != 0 && uint256(order.appData) >> 224 == HOOK_TAG) revert HooksMissing(digest);

            (uint256 sold, uint256 bought) = Fills.amounts(
                flags & FLAG_BUY != 0, terms.executed, terms.fee, batch.price(sellIndex), batch.price(buyIndex)
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
            if (flags & (FLAG_PERMIT2 | FLAG_NATIVE | FLAG_TOKEN_PERMIT | FLAG_ODD_SIGNATURE) == 0) {
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
        if (flags & FLAG_NATIVE != 0) {
            account |= Payments.NATIVE;
        } else {
            account |= batch.checked;
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
        if (flags & FLAG_NATIVE != 0) batch.native += bought;
        if (flags & FLAG_PERMIT2 != 0) {
            // Permit2 itself judges the signature when it is asked for the tokens.
            _keepPermit(batch, cursor, sold, terms);
            return;
        }
        _requireSigned(order.owner, terms.digest, terms.signature, terms.signatureLength);
        if (flags & FLAG_TOKEN_PERMIT != 0) _presentPermit(order.sellToken, order.owner, terms.permit);
        if (sold != 0) batch.pulls.add(order.sellToken, uint160(order.owner), sold);
    }

    function _checkNative(Batch memory batch, uint256 buyIndex, bytes32 digest) private view {
        if (batch.direct || batch.token(buyIndex) != _wrapped()) revert TokenMismatch(digest);
    }

    /// @dev Lane, size and nonce.
    function _useNonce(Order memory order, Terms memory terms, uint256 flags, uint256 sold, uint256 bought) private {
        bytes32 digest = terms.digest;
        if (flags & SPECIAL != 0 || terms.nonce & SHARED_LANE != 0) _checkLane(order, terms, flags);

        uint256 amount = sold;
        uint256 signed = order.sellAmount;
        if (flags & FLAG_BUY != 0) (amount, signed) = (bought, order.buyAmount);
        if (flags & FLAG_PARTIAL != 0) {
            _addFilled(order.owner, terms.nonce, digest, amount, signed);
        } else {
            if (amount != signed) revert NotFullFill(digest);
            if (flags & FLAG_SHARED != 0) _useSharedNonce(terms.nonce, digest);
            else if (flags & FLAG_PERMIT2 == 0) _useNonce(order.owner, terms.nonce, digest);
        }
    }

    /// @dev Which of partial fills, shared lane, Permit2 and time slices go together.
    function _checkLane(Order memory order, Terms memory terms, uint256 flags) private view {
        bool fits;
        if (flags & FLAG_TWAP != 0) {
            uint256 span = order.ninth;
            fits = flags & (SPECIAL | FLAG_BUY) == FLAG_TWAP && order.nonce & SHARED_LANE == 0
                && terms.nonce - order.nonce < order.tenth && (order.nonce & 0xff) + order.tenth <= 256 && span != 0
                && span <= order.eighth;
        } else if (flags & FLAG_PERMIT2 != 0) {
            // Permit2 consumes a permit at once, and has its own nonces.
            fits = flags & SPECIAL == FLAG_PERMIT2;
        } else if (flags & FLAG_SHARED != 0) {
            fits = flags & SPECIAL == FLAG_SHARED && terms.validTo <= block.timestamp + SHARED_LANE_SECONDS;
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
