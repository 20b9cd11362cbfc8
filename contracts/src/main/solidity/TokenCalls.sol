// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Calls of ERC-20 tokens, also of those that return nothing
/// @dev What OpenZeppelin's SafeERC20 does, with nothing else: these calls are most of what a settlement does, and every owner pays for
/// them. A call that reverts reverts as the token does; an answer other than true, or none from an account without code, with
/// `SafeERC20FailedOperation(token)`.
library TokenCalls {
    /// @notice The token returned false or something else, or is no contract.
    error SafeERC20FailedOperation(address token);

    /// @notice Sends tokens of this contract.
    function transfer(address token, address to, uint256 amount) internal {
        bool accepted;
        assembly ("memory-safe") {
            // transfer(address,uint256): selector at 0x10, then two words.
            mstore(0x14, to)
            mstore(0x34, amount)
            mstore(0x00, 0xa9059cbb000000000000000000000000)
            if iszero(call(gas(), token, 0, 0x10, 0x44, 0x00, 0x20)) {
                returndatacopy(0x00, 0, returndatasize())
                revert(0x00, returndatasize())
            }
            accepted := and(eq(mload(0x00), 1), gt(returndatasize(), 0x1f))
            // The amount reached into the upper bytes of the free memory pointer, which are zero.
            mstore(0x34, 0)
        }
        if (!accepted) _requireSilent(token);
    }

    /// @notice Moves tokens of an owner who approved this contract.
    function transferFrom(address token, address from, address to, uint256 amount) internal {
        bool accepted;
        assembly ("memory-safe") {
            let free := mload(0x40)
            // transferFrom(address,address,uint256): selector at 0x1c, then three words, over the free memory pointer and the word of
            // zero, which are put back.
            mstore(0x00, 0x23b872dd)
            mstore(0x20, from)
            mstore(0x40, to)
            mstore(0x60, amount)
            if iszero(call(gas(), token, 0, 0x1c, 0x64, 0x00, 0x20)) {
                returndatacopy(0x00, 0, returndatasize())
                revert(0x00, returndatasize())
            }
            accepted := and(eq(mload(0x00), 1), gt(returndatasize(), 0x1f))
            mstore(0x40, free)
            mstore(0x60, 0)
        }
        if (!accepted) _requireSilent(token);
    }

    /// @notice Wei an account holds; reverts unless the token answers.
    function balanceOf(address token, address account) internal view returns (uint256 held) {
        bool answered;
        assembly ("memory-safe") {
            // balanceOf(address): selector at 0x10, then a word.
            mstore(0x14, account)
            mstore(0x00, 0x70a08231000000000000000000000000)
            // Arguments are evaluated from right to left.
            answered := and(gt(returndatasize(), 0x1f), staticcall(gas(), token, 0x10, 0x24, 0x00, 0x20))
            held := mload(0x00)
        }
        if (!answered) revert SafeERC20FailedOperation(token);
    }

    /// @dev No answer is fine from a contract; any account without code gives it too.
    function _requireSilent(address token) private view {
        bool silent;
        assembly ("memory-safe") {
            silent := iszero(returndatasize())
        }
        if (!silent || token.code.length == 0) revert SafeERC20FailedOperation(token);
    }

    /// @notice Moves tokens of many owners who approved this contract, in order.
    /// @param place position of the first transfer in the call data: token, owner, wei, a word each
    /// @param end position behind the last one
    /// @param to receives everything
    function transferAllFrom(uint256 place, uint256 end, address to) internal {
        bytes4 failure = SafeERC20FailedOperation.selector;
        assembly ("memory-safe") {
            let free := mload(0x40)
            // As in `transferFrom`; the answer goes to free memory, so that selector and receiver stay.
            mstore(0x00, 0x23b872dd)
            mstore(0x40, to)
            for {} lt(place, end) { place := add(place, 0x60) } {
                mstore(0x20, calldataload(add(place, 0x20)))
                mstore(0x60, calldataload(add(place, 0x40)))
                if iszero(call(gas(), calldataload(place), 0, 0x1c, 0x64, free, 0x20)) {
                    returndatacopy(0x00, 0, returndatasize())
                    revert(0x00, returndatasize())
                }
                if iszero(and(eq(mload(free), 1), gt(returndatasize(), 0x1f))) {
                    if or(returndatasize(), iszero(extcodesize(calldataload(place)))) {
                        mstore(0x00, failure)
                        mstore(0x04, calldataload(place))
                        revert(0x00, 0x24)
                    }
                }
            }
            mstore(0x40, free)
            mstore(0x60, 0)
        }
    }

    /// @notice Moves tokens of one owner who approved this contract to many, in order, up to the first transfer that falls short of what
    /// `Payments.CHECKED` asks for: that the receiver's balance grows by all of it.
    /// @param place position of the first transfer in the call data: token, receiver, wei, a word each
    /// @param end position behind the last one
    /// @param from pays
    /// @return position of the transfer that fell short, or `end`
    /// @return missing wei that did not arrive
    function payAllFrom(uint256 place, uint256 end, address from) internal returns (uint256, uint256 missing) {
        bytes4 failure = SafeERC20FailedOperation.selector;
        assembly ("memory-safe") {
            let free := mload(0x40)
            // As in `transferAllFrom`. In free memory: `balanceOf`'s selector, its account, and every answer.
            mstore(0x00, 0x23b872dd)
            mstore(0x20, from)
            mstore(free, 0x70a08231)
            let answer := add(free, 0x40)
            for {} lt(place, end) { place := add(place, 0x60) } {
                let token := calldataload(place)
                let account := calldataload(add(place, 0x20))
                let checked := shr(160, account)
                account := shr(96, shl(96, account))
                let amount := calldataload(add(place, 0x40))
                let good := 1
                let due
                if checked {
                    mstore(add(free, 0x20), account)
                    good := and(gt(returndatasize(), 0x1f), staticcall(gas(), token, add(free, 0x1c), 0x24, answer, 0x20))
                    // A payment that overflows a balance is refused by the token.
                    due := add(mload(answer), amount)
                }
                if good {
                    mstore(0x40, account)
                    mstore(0x60, amount)
                    if iszero(call(gas(), token, 0, 0x1c, 0x64, answer, 0x20)) {
                        returndatacopy(0x00, 0, returndatasize())
                        revert(0x00, returndatasize())
                    }
                    good := and(eq(mload(answer), 1), gt(returndatasize(), 0x1f))
                    if iszero(good) { good := iszero(or(returndatasize(), iszero(extcodesize(token)))) }
                }
                if and(good, checked) {
                    good := and(gt(returndatasize(), 0x1f), staticcall(gas(), token, add(free, 0x1c), 0x24, answer, 0x20))
                    if lt(mload(answer), due) { missing := sub(due, mload(answer)) }
                }
                if iszero(good) {
                    mstore(0x00, failure)
                    mstore(0x04, token)
                    revert(0x00, 0x24)
                }
                if missing { break }
            }
            mstore(0x40, free)
            mstore(0x60, 0)
        }
        return (place, missing);
    }

    /// @notice Sends tokens of this contract, in order, up to the first transfer whose account has a bit above an address set.
    /// @param place memory position of the first transfer: token, receiver, wei, a word each
    /// @param end memory position behind the last one
    /// @return position of the first transfer not done
    function transferAll(uint256 place, uint256 end) internal returns (uint256) {
        bytes4 failure = SafeERC20FailedOperation.selector;
        assembly ("memory-safe") {
            for {} lt(place, end) { place := add(place, 0x60) } {
                let account := mload(add(place, 0x20))
                if shr(160, account) { break }
                // As in `transfer`.
                mstore(0x14, account)
                mstore(0x34, mload(add(place, 0x40)))
                mstore(0x00, 0xa9059cbb000000000000000000000000)
                if iszero(call(gas(), mload(place), 0, 0x10, 0x44, 0x00, 0x20)) {
                    returndatacopy(0x00, 0, returndatasize())
                    revert(0x00, returndatasize())
                }
                if iszero(and(eq(mload(0x00), 1), gt(returndatasize(), 0x1f))) {
                    if or(returndatasize(), iszero(extcodesize(mload(place)))) {
                        mstore(0x00, failure)
                        mstore(0x04, mload(place))
                        revert(0x00, 0x24)
                    }
                }
            }
            mstore(0x34, 0)
        }
        return place;
    }

    /// @notice Sends tokens of this contract, in order, as long as `Payments.CHECKED` asks for the check that the receiver's balance grows by all
    /// of it; stops at the first that falls short.
    /// @param place memory position of the first transfer: token, receiver, wei, a word each
    /// @param end memory position behind the last one
    /// @return position of the transfer that fell short, or of the first that was not done
    /// @return missing wei that did not arrive; zero if none fell short
    function transferAllChecked(uint256 place, uint256 end) internal returns (uint256, uint256 missing) {
        bytes4 failure = SafeERC20FailedOperation.selector;
        assembly ("memory-safe") {
            for {} lt(place, end) { place := add(place, 0x60) } {
                let account := mload(add(place, 0x20))
                if xor(shr(160, account), 1) { break }
                let token := mload(place)
                // As in `balanceOf` and `transfer`. The selector is written over what stands above the address.
                mstore(0x14, account)
                mstore(0x34, mload(add(place, 0x40)))
                mstore(0x00, 0x70a08231000000000000000000000000)
                let good := and(gt(returndatasize(), 0x1f), staticcall(gas(), token, 0x10, 0x24, 0x00, 0x20))
                // A payment that overflows a balance is refused by the token.
                let due := add(mload(0x00), mload(add(place, 0x40)))
                if good {
                    mstore(0x00, 0xa9059cbb000000000000000000000000)
                    if iszero(call(gas(), token, 0, 0x10, 0x44, 0x00, 0x20)) {
                        returndatacopy(0x00, 0, returndatasize())
                        revert(0x00, returndatasize())
                    }
                    good := and(eq(mload(0x00), 1), gt(returndatasize(), 0x1f))
                    if iszero(good) { good := iszero(or(returndatasize(), iszero(extcodesize(token)))) }
                }
                if good {
                    mstore(0x00, 0x70a08231000000000000000000000000)
                    good := and(gt(returndatasize(), 0x1f), staticcall(gas(), token, 0x10, 0x24, 0x00, 0x20))
                }
                if iszero(good) {
                    mstore(0x00, failure)
                    mstore(0x04, token)
                    revert(0x00, 0x24)
                }
                if lt(mload(0x00), due) {
                    missing := sub(due, mload(0x00))
                    break
                }
            }
            // The amount reached into the upper bytes of the free memory pointer, which are zero.
            mstore(0x34, 0)
        }
        return (place, missing);
    }
}
