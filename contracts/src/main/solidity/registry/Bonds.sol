// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @notice What one account has at stake.
/// @param amount wei of native coin
/// @param unlockAt Unix second from which it may be withdrawn; 0 while the account is not leaving
/// @param holds accusations under way; the bond stays until all are decided
/// @param evicted whether the account was shut out
struct Bond {
    uint96 amount;
    uint64 unlockAt;
    uint32 holds;
    bool evicted;
}

/// @title Bonds in native coin that can only leave after a delay
/// @notice One bond per account. What is taken from one account's bond never touches another's.
/// @dev Times are Unix seconds. Every payment is the last thing a function does.
abstract contract Bonds is Ownable2Step {
    /// @notice Bounds of `unbondingDelay`, in seconds.
    uint256 public constant MIN_UNBONDING_DELAY = 1 days;
    uint256 public constant MAX_UNBONDING_DELAY = 60 days;

    /// @notice Least bond of an active account, in wei; never zero.
    uint96 public minimumBond;

    /// @notice Seconds from asking to leave to the earliest withdrawal, for exits asked for from now on.
    uint64 public unbondingDelay;

    mapping(address account => Bond) private _bonds;

    /// @notice A bond grew.
    event Deposited(address indexed account, address indexed from, uint256 amount, uint256 bond);
    /// @notice The account is no longer active; its bond is free at `unlockAt`.
    event ExitRequested(address indexed account, uint256 unlockAt);
    /// @notice The account stays after all.
    event ExitCancelled(address indexed account);
    /// @notice The whole bond was paid out.
    event Withdrawn(address indexed account, address indexed to, uint256 amount);
    /// @notice The account was shut out; what is left of its bond is free at `unlockAt`.
    event Evicted(address indexed account, bytes32 reason, uint256 unlockAt);
    /// @notice Part of a bond was taken away.
    event Slashed(address indexed account, uint256 amount, address indexed beneficiary, bytes32 reason);
    /// @notice From now on an active account has at least this much.
    event MinimumBondChanged(uint256 minimumBond);
    /// @notice Exits asked for from now on take this long.
    event UnbondingDelayChanged(uint256 unbondingDelay);

    /// @notice The account has nothing at stake.
    error NoBond(address account);
    /// @notice A deposit is more than zero.
    error ZeroDeposit();
    /// @notice The account was shut out.
    error AccountEvicted(address account);
    /// @notice The account is leaving already.
    error AlreadyExiting(uint256 unlockAt);
    /// @notice The account is not leaving.
    error NotExiting(address account);
    /// @notice The delay has not passed yet.
    error StillLocked(uint256 unlockAt);
    /// @notice Accusations against the account are not decided yet.
    error BondHeld(uint256 holds);
    /// @notice More than the account has at stake.
    error SlashTooLarge(uint256 bond);
    /// @notice A minimum of zero would make everybody active.
    error ZeroMinimum();
    /// @notice Outside `MIN_UNBONDING_DELAY`..`MAX_UNBONDING_DELAY`.
    error DelayOutOfRange(uint256 unbondingDelay);
    /// @notice The receiver refused the money, or is the zero address.
    error PaymentFailed(address to);

    /// @param minimumBond_ wei
    /// @param unbondingDelay_ seconds
    constructor(uint96 minimumBond_, uint64 unbondingDelay_) {
        _setMinimumBond(minimumBond_);
        _setUnbondingDelay(unbondingDelay_);
    }

    /// @notice Adds to an account's bond; anybody may, also while the account is leaving.
    function deposit(address account) external payable {
        if (msg.value == 0) revert ZeroDeposit();
        Bond storage bond = _bonds[account];
        if (bond.evicted) revert AccountEvicted(account);
        bond.amount += SafeCast.toUint96(msg.value);
        emit Deposited(account, msg.sender, msg.value, bond.amount);
    }

    /// @notice Stops being active at once and starts the delay.
    function requestExit() external {
        Bond storage bond = _bonds[msg.sender];
        if (bond.amount == 0) revert NoBond(msg.sender);
        if (bond.unlockAt != 0) revert AlreadyExiting(bond.unlockAt);
        bond.unlockAt = _unlockTime();
        emit ExitRequested(msg.sender, bond.unlockAt);
    }

    /// @notice Takes a request to leave back. Not for the evicted.
    function cancelExit() external {
        Bond storage bond = _bonds[msg.sender];
        if (bond.evicted) revert AccountEvicted(msg.sender);
        if (bond.unlockAt == 0) revert NotExiting(msg.sender);
        bond.unlockAt = 0;
        emit ExitCancelled(msg.sender);
    }

    /// @notice Pays the caller's whole bond out, once the delay has passed and no accusation is open.
    /// @param to receives it
    function withdraw(address to) external {
        Bond storage bond = _bonds[msg.sender];
        uint256 amount = bond.amount;
        if (amount == 0) revert NoBond(msg.sender);
        if (bond.unlockAt == 0) revert NotExiting(msg.sender);
        if (block.timestamp < bond.unlockAt) revert StillLocked(bond.unlockAt);
        if (bond.holds != 0) revert BondHeld(bond.holds);
        bond.amount = 0;
        bond.unlockAt = 0;
        emit Withdrawn(msg.sender, to, amount);
        _pay(to, amount);
    }

    /// @notice Changes the least bond of an active account. Owner only.
    function setMinimumBond(uint96 minimumBond_) external onlyOwner {
        _setMinimumBond(minimumBond_);
    }

    /// @notice Changes the delay of later exits. Owner only.
    function setUnbondingDelay(uint64 unbondingDelay_) external onlyOwner {
        _setUnbondingDelay(unbondingDelay_);
    }

    /// @notice Whether the account has at least the minimum at stake, is not leaving and not shut out.
    function isActive(address account) external view returns (bool) {
        Bond storage bond = _bonds[account];
        return bond.amount >= minimumBond && bond.unlockAt == 0 && !bond.evicted;
    }

    /// @notice What an account has at stake.
    function bondOf(address account) public view returns (Bond memory) {
        return _bonds[account];
    }

    /// @dev Shuts an account out. What it has at stake stays within reach for a whole delay from now, even if the
    /// account was about to leave.
    function _evict(address account, bytes32 reason) internal {
        Bond storage bond = _bonds[account];
        if (bond.evicted) revert AccountEvicted(account);
        bond.evicted = true;
        bond.unlockAt = _unlockTime();
        emit Evicted(account, reason, bond.unlockAt);
    }

    /// @dev Lets an account in again; a delay that runs goes on until the account cancels its exit.
    function _reinstate(address account) internal {
        _bonds[account].evicted = false;
    }

    /// @dev Takes from one bond; the caller decides where the money goes.
    function _take(address account, uint256 amount) internal {
        Bond storage bond = _bonds[account];
        if (amount > bond.amount) revert SlashTooLarge(bond.amount);
        // Checked above to fit.
        bond.amount -= uint96(amount);
    }

    /// @dev Keeps a bond from being withdrawn until released as often as held.
    function _hold(address account) internal {
        Bond storage bond = _bonds[account];
        if (bond.amount == 0) revert NoBond(account);
        ++bond.holds;
    }

    function _release(address account) internal {
        --_bonds[account].holds;
    }

    /// @dev Sends native coin; nothing may follow that relies on state.
    function _pay(address to, uint256 amount) internal {
        // Coin sent to the zero address is lost, and never meant.
        if (to == address(0)) revert PaymentFailed(to);
        (bool success,) = to.call{value: amount}("");
        if (!success) revert PaymentFailed(to);
    }

    function _unlockTime() private view returns (uint64) {
        return uint64(block.timestamp) + unbondingDelay;
    }

    function _setMinimumBond(uint96 minimumBond_) private {
        if (minimumBond_ == 0) revert ZeroMinimum();
        minimumBond = minimumBond_;
        emit MinimumBondChanged(minimumBond_);
    }

    function _setUnbondingDelay(uint64 unbondingDelay_) private {
        if (unbondingDelay_ < MIN_UNBONDING_DELAY || unbondingDelay_ > MAX_UNBONDING_DELAY) {
            revert DelayOutOfRange(unbondingDelay_);
        }
        unbondingDelay = unbondingDelay_;
        emit UnbondingDelayChanged(unbondingDelay_);
    }
}
