// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

// The flags of a packed trade: docs/protocol.md section 3. Written as numbers, because assembly takes no others. Those of the lower byte
// can go the short way, in any combination; the others cannot.

/// @dev The buy amount is the exact one.
uint256 constant FLAG_BUY = 0x0001;
/// @dev Partially fillable.
uint256 constant FLAG_PARTIAL = 0x0002;
/// @dev The nonce is of the shared lane.
uint256 constant FLAG_SHARED = 0x0004;
/// @dev The nonce has 8 bytes.
uint256 constant FLAG_SHORT_NONCE = 0x0008;
/// @dev A receiver is given.
uint256 constant FLAG_RECEIVER = 0x0010;
/// @dev The window's start is given.
uint256 constant FLAG_VALID_FROM = 0x0020;
/// @dev App data is given.
uint256 constant FLAG_APP_DATA = 0x0040;
/// @dev Executed amount and fee are given.
uint256 constant FLAG_AMOUNTS = 0x0080;
/// @dev Permit2 funds it.
uint256 constant FLAG_PERMIT2 = 0x0100;
/// @dev Native ETH is bought.
uint256 constant FLAG_NATIVE = 0x0200;
/// @dev A part of a time-sliced parent.
uint256 constant FLAG_TWAP = 0x0400;
/// @dev Hooks are given.
uint256 constant FLAG_HOOKS = 0x0800;
/// @dev An EIP-2612 permit is given.
uint256 constant FLAG_TOKEN_PERMIT = 0x1000;
/// @dev The signature has a length of its own.
uint256 constant FLAG_ODD_SIGNATURE = 0x2000;
/// @dev No flags.
uint256 constant FLAGS_UNKNOWN = 0xc000;

/// @dev First four bytes of app data that says that there are hooks: "hook".
uint256 constant HOOK_TAG = 0x686f6f6b;
