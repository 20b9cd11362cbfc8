// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AllowanceHub} from "./AllowanceHub.sol";
import {Batch, Batches} from "./Batch.sol";
import {Ledgers} from "./Ledgers.sol";
import {Intents} from "./Intents.sol";
import {Packed} from "./Packed.sol";
import {Payments, ReceivedTooLittle} from "./Payments.sol";
import {IERC20PermitToken, IPermit2, IWrappedEther, PERMIT2} from "./Permit2.sol";
import {TokenCalls} from "./TokenCalls.sol";
import {FLAG_SHORT_NONCE} from "./TradeFlags.sol";
import {Trades} from "./Trades.sol";
import {TransferList, Transfers} from "./Transfers.sol";

/// @notice The solver would have to cover more of this token than the award allows.
error CoverExceeded(address token, uint256 missing);
/// @notice The solver would have to pay, and has not consented.
error NoConsent();
/// @notice The contract could not hand on everything it held of a token.
error BalanceLeft(address token, uint256 balance);
/// @notice Only wrapped ETH may send native value.
error UnexpectedValue(address sender);

/// @title Moves what a settlement moves
abstract contract Funds is Trades {
    using Batches for Batch;
    using Transfers for TransferList;

    /// @dev Enough for a contract that keeps books of what it receives, too little to do much else.
    uint256 private constant NATIVE_GAS = 50_000;
    uint256 private constant PERMIT_GAS = 150_000;

    /// @notice The contract users and solvers approve; obeys only this one.
    AllowanceHub public immutable hub = new AllowanceHub();

    /// @notice Wrapped ETH.
    address public immutable weth;

    constructor(address weth_) {
        weth = weth_;
    }

    /// @notice Only for what wrapped ETH turns back into native ETH.
    receive() external payable {
        if (msg.sender != weth) revert UnexpectedValue(msg.sender);
    }

    /// @dev Receives the fees.
    function _vault() internal view virtual returns (address);

    function _wrapped() internal view override returns (address) {
        return weth;
    }

    /// @dev Anybody may present a permit, so its failure only says that somebody has.
    function _presentPermit(address token, address owner, uint256 cursor) internal override {
        uint256 vs = Packed.number(cursor + 96);
        bytes memory request = abi.encodeCall(
            IERC20PermitToken.permit,
            (
                owner,
                address(hub),
                Packed.number(cursor),
                Packed.number(cursor + 32),
                uint8((vs >> 255) + 27),
                Packed.word(cursor + 64),
                bytes32(vs & ~uint256(1 << 255))
            )
        );
        assembly ("memory-safe") {
            pop(call(PERMIT_GAS, token, 0, add(request, 0x20), mload(request), 0, 0))
        }
    }

    /// @dev Takes what owners sell.
    /// @param to this contract, or the solver
    function _pull(Batch memory batch, address to) internal {
        batch.pulls.send(address(hub), AllowanceHub.pull.selector, to);
        if (batch.permitCount != 0) _pullPermits(batch, to);
    }

    /// @dev Asks Permit2 for what its signatures fund. The request is encoded once; then only what differs from trade to trade is filled in.
    function _pullPermits(Batch memory batch, address to) private {
        bytes memory request = abi.encodeCall(
            IPermit2.permitWitnessTransferFrom,
            (
                IPermit2.PermitTransferFrom(IPermit2.TokenPermissions(address(0), 0), 0, 0),
                IPermit2.SignatureTransferDetails(to, 0),
                address(0),
                bytes32(0),
                Intents.PERMIT2_WITNESS,
                ""
            )
        );
        address permit2 = address(PERMIT2);
        // On a chain without Permit2 a call there would succeed, and take nothing.
        if (permit2.code.length == 0) revert();
        unchecked {
            uint256 end = batch.permitCount;
            for (uint256 i = 0; i < end; i += PERMIT_WORDS) {
                uint256 cursor = batch.permits[i];
                uint256 nonce =
                    Packed.u16(cursor) & FLAG_SHORT_NONCE == 0 ? Packed.number(cursor + 60) : Packed.u64(cursor + 60);
                address token = batch.token(Packed.u8(cursor + 2));
                uint256[] memory permits = batch.permits;
                assembly ("memory-safe") {
                    let kept := add(add(permits, 0x20), shl(5, i))
                    // Behind length and selector: token, amount, nonce, deadline, receiver, requested amount, owner, witness.
                    let arguments := add(request, 0x24)
                    mstore(arguments, token)
                    mstore(add(arguments, 0x20), shr(128, calldataload(add(cursor, 24))))
                    mstore(add(arguments, 0x40), nonce)
                    mstore(add(arguments, 0x60), shr(224, calldataload(add(cursor, 56))))
                    mstore(add(arguments, 0xa0), mload(add(kept, 0x20)))
                    mstore(add(arguments, 0xc0), shr(96, calldataload(add(cursor, 4))))
                    mstore(add(arguments, 0xe0), mload(add(kept, 0x40)))
                    // The request ends with the length of an empty signature; what is longer lies in free memory behind it.
                    let length := mload(add(kept, 0x80))
                    let signature := add(request, mload(request))
                    mstore(signature, length)
                    calldatacopy(add(signature, 0x20), mload(add(kept, 0x60)), length)
                    let size := add(mload(request), and(add(length, 0x1f), not(0x1f)))
                    if iszero(call(gas(), permit2, 0, add(request, 0x20), size, 0, 0)) {
                        let free := mload(0x40)
                        returndatacopy(free, 0, returndatasize())
                        revert(free, returndatasize())
                    }
                }
            }
        }
    }

    /// @dev Pays everybody with the solver's tokens; nothing passes through this contract.
    function _payDirectly(Batch memory batch) internal {
        unchecked {
            for (uint256 i = 0; i < batch.tokenCount; ++i) {
                uint256 owed = Ledgers.owed(batch.ledger, i);
                uint256 taken = Ledgers.taken(batch.ledger, i);
                if (owed > taken && owed - taken > batch.cover(i)) revert CoverExceeded(batch.token(i), owed - taken);
                uint256 fees = Ledgers.fees(batch.ledger, i);
                if (fees != 0) batch.payments.add(batch.token(i), uint160(_vault()), fees);
            }
            batch.payments.send(address(hub), AllowanceHub.pay.selector, batch.solver);
        }
    }

    /// @dev Takes from the solver what is missing for the payments.
    /// @return covered whether anything was
    function _cover(Batch memory batch) internal returns (bool covered) {
        unchecked {
            TransferList memory missing;
            missing.reserve(batch.tokenCount);
            for (uint256 i = 0; i < batch.tokenCount; ++i) {
                address token = batch.token(i);
                uint256 balance = TokenCalls.balanceOf(token, address(this));
                uint256 owed = Ledgers.owed(batch.ledger, i);
                if (owed <= balance) continue;
                if (owed - balance > batch.cover(i)) revert CoverExceeded(token, owed - balance);
                missing.add(token, uint160(batch.solver), owed - balance);
            }
            return missing.send(address(hub), AllowanceHub.pull.selector, address(this));
        }
    }

    /// @dev Pays every receiver with what this contract holds.
    function _pay(TransferList memory payments) internal {
        unchecked {
            uint256 start = Transfers.first(payments);
            uint256 end = payments.end;
            uint256 place = start;
            while ((place = TokenCalls.transferAll(place, end)) != end) {
                (, uint256 account, uint256 amount) = Transfers.get(place);
                if (account & Payments.NATIVE != 0) {
                    _payNative(address(uint160(account)), amount, (place - start) / Transfers.SIZE);
                    place += Transfers.SIZE;
                } else {
                    uint256 missing;
                    (place, missing) = TokenCalls.transferAllChecked(place, end);
                    if (missing != 0) revert ReceivedTooLittle((place - start) / Transfers.SIZE, missing);
                }
            }
        }
    }

    function _payChecked(address token, address receiver, uint256 amount, uint256 payment) private {
        uint256 due = Payments.due(token, receiver, amount);
        TokenCalls.transfer(token, receiver, amount);
        Payments.requireReceived(token, receiver, due, payment);
    }

    /// @dev A receiver that takes no native ETH gets wrapped ETH, so that nobody can sink a batch.
    function _payNative(address receiver, uint256 amount, uint256 payment) private {
        bool taken;
        assembly ("memory-safe") {
            taken := call(NATIVE_GAS, receiver, amount, 0, 0, 0, 0)
        }
        if (taken) return;
        IWrappedEther(weth).deposit{value: amount}();
        _payChecked(weth, receiver, amount, payment);
    }

    function _unwrap(uint256 amount) internal {
        if (amount != 0) IWrappedEther(weth).withdraw(amount);
    }

    /// @dev Hands on everything held: the fees to the vault, the rest to the solver.
    function _clear(Batch memory batch) internal {
        unchecked {
            for (uint256 i = 0; i < batch.tokenCount; ++i) {
                address token = batch.token(i);
                uint256 fees = Ledgers.fees(batch.ledger, i);
                uint256 balance = TokenCalls.balanceOf(token, address(this));
                if (balance | fees == 0) continue;
                if (fees != 0) TokenCalls.transfer(token, _vault(), fees);
                if (balance > fees) TokenCalls.transfer(token, batch.solver, balance - fees);
                uint256 left = TokenCalls.balanceOf(token, address(this));
                if (left != 0) revert BalanceLeft(token, left);
            }
            uint256 value = address(this).balance;
            if (value != 0) _payNative(batch.solver, value, type(uint256).max);
        }
    }
}
