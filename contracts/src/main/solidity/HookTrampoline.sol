// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Packed} from "./Packed.sol";

/// @title Runs the calls an owner signed along with an intent
/// @notice Holds nothing and may do nothing, so a hook can do no more than anybody could. A target that wants to know that a
/// settlement is under way may require this contract as caller.
contract HookTrampoline {
    /// @notice Most hooks of one intent, both phases together.
    uint256 public constant MAX_HOOKS = 16;
    /// @notice Largest gas limit of a hook.
    uint256 public constant MAX_HOOK_GAS = 1_000_000;

    /// @dev More than a call costs by itself: 2,600 for an account not touched before, and the few instructions around it.
    uint256 private constant CALL_COST = 3_000;

    /// @notice The only caller obeyed.
    address public immutable settlement;

    /// @notice Only Settlement may run hooks.
    error NotSettlement(address caller);
    /// @notice There is a phase other than 0 and 1, a hook is cut short, or there are too many or too large ones.
    error MalformedHooks();
    /// @notice The transaction has too little gas left to give a hook what its owner signed.
    error TooLittleGas(uint256 hook);

    constructor() {
        settlement = msg.sender;
    }

    /// @notice Runs the hooks of one phase in order. A hook that fails is passed over.
    /// @param hooks packed: phase (1 byte: 0 before, 1 after), target (20), gas limit (4), length (3), data
    /// @param phase which to run
    function run(bytes calldata hooks, uint256 phase) external {
        if (msg.sender != settlement) revert NotSettlement(msg.sender);
        uint256 cursor;
        assembly ("memory-safe") {
            cursor := hooks.offset
        }
        uint256 end = cursor + hooks.length;
        for (uint256 i = 0; cursor < end; ++i) {
            uint256 itsPhase = Packed.u8(cursor);
            uint256 gasLimit = Packed.u32(cursor + 21);
            uint256 length = Packed.u24(cursor + 25);
            address target = Packed.account(cursor + 1);
            cursor += 28 + length;
            if (itsPhase > 1 || cursor > end || i == MAX_HOOKS || gasLimit > MAX_HOOK_GAS) revert MalformedHooks();
            if (itsPhase != phase) continue;
            uint256 place;
            assembly ("memory-safe") {
                place := mload(0x40)
                calldatacopy(place, sub(cursor, length), length)
            }
            // A call gets at most 63/64 of what is left, and pays for a cold target first; whoever submits may not starve a hook.
            // The data was copied before, because that costs gas as well.
            if (gasleft() * 63 / 64 < gasLimit + CALL_COST) revert TooLittleGas(i);
            assembly ("memory-safe") {
                // What it returns is not copied, so it cannot make this contract pay for memory.
                pop(call(gasLimit, target, 0, place, length, 0, 0))
            }
        }
    }
}
