// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Bonds} from "./Bonds.sol";

/// @title Where the money of a proven offence goes
/// @notice A fifth to who proved it, the rest to the treasury: enough to make watching worth while, and too little for a
/// relay to buy itself out by accusing itself. Nothing is paid out unasked, so that no receiver can stand in the way.
abstract contract Penalties is Bonds {
    /// @notice The accuser's part of what is slashed, in basis points, rounded down.
    uint256 public constant ACCUSER_SHARE_BPS = 2_000;
    uint256 private constant BPS = 10_000;

    /// @notice Receives what does not go to accusers.
    address public treasury;

    /// @notice Wei an account can collect.
    mapping(address account => uint256) public credit;

    /// @notice From now on the rest of penalties goes to this address.
    event TreasuryChanged(address indexed treasury);
    /// @notice An account has collected its credit.
    event Collected(address indexed account, address indexed to, uint256 amount);

    /// @notice The treasury cannot be the zero address.
    error BadTreasury();
    /// @notice Nothing to collect.
    error NoCredit(address account);

    constructor(address treasury_) {
        _setTreasury(treasury_);
    }

    /// @notice Pays the caller's credit out.
    /// @param to receives it
    function collect(address to) external {
        uint256 amount = credit[msg.sender];
        if (amount == 0) revert NoCredit(msg.sender);
        credit[msg.sender] = 0;
        emit Collected(msg.sender, to, amount);
        _pay(to, amount);
    }

    /// @notice Changes the receiver of later penalties. Owner only.
    function setTreasury(address treasury_) external onlyOwner {
        _setTreasury(treasury_);
    }

    /// @dev Takes up to `amount` of a bond, as far as there is one, and divides it.
    function _punish(address account, uint256 amount, address accuser, bytes32 reason) internal {
        uint256 taken = Math.min(amount, bondOf(account).amount);
        _take(account, taken);
        uint256 reward = taken * ACCUSER_SHARE_BPS / BPS;
        credit[accuser] += reward;
        credit[treasury] += taken - reward;
        emit Slashed(account, taken, accuser, reason);
    }

    function _setTreasury(address treasury_) private {
        if (treasury_ == address(0)) revert BadTreasury();
        treasury = treasury_;
        emit TreasuryChanged(treasury_);
    }
}
