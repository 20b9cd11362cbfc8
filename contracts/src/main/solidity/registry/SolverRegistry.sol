// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Bonds} from "./Bonds.sol";

/// @title Who may compete, and what solvers have at stake
/// @notice Governance (the owner: one key or a multisig) decides about misbehaviour that no contract can judge, such as
/// an award that was won and not settled. It can take a solver's own bond and nothing else.
contract SolverRegistry is Bonds {
    /// @notice The account may take part again.
    event Reinstated(address indexed account);

    /// @notice The account is not shut out.
    error NotEvicted(address account);

    /// @param owner_ may evict, reinstate and slash
    /// @param minimumBond_ wei
    /// @param unbondingDelay_ seconds
    constructor(address owner_, uint96 minimumBond_, uint64 unbondingDelay_)
        Ownable(owner_)
        Bonds(minimumBond_, unbondingDelay_)
    {}

    /// @notice Shuts a solver out at once; its bond can still be slashed for a whole unbonding delay. An account
    /// without a bond can be shut out in advance. Owner only.
    /// @param reason free bytes, for example the hash of a published decision
    function evict(address solver, bytes32 reason) external onlyOwner {
        _evict(solver, reason);
    }

    /// @notice Lets an evicted solver in again: it is active once it cancels its exit and has the minimum at stake.
    /// Owner only.
    function reinstate(address solver) external onlyOwner {
        if (!bondOf(solver).evicted) revert NotEvicted(solver);
        _reinstate(solver);
        emit Reinstated(solver);
    }

    /// @notice Takes part of a solver's bond. Owner only.
    /// @param amount wei, at most the solver's bond
    /// @param beneficiary receives them
    /// @param reason free bytes, for example the hash of a published decision
    function slash(address solver, uint256 amount, address beneficiary, bytes32 reason) external onlyOwner {
        _take(solver, amount);
        emit Slashed(solver, amount, beneficiary, reason);
        _pay(beneficiary, amount);
    }
}
