// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Anchors} from "./Anchors.sol";
import {Bonds} from "./Bonds.sol";
import {Equivocations} from "./Equivocations.sol";
import {ISettlementState} from "./ISettlementState.sol";
import {Omissions} from "./Omissions.sol";
import {Penalties} from "./Penalties.sol";
import {Signatures} from "./Signatures.sol";

/// @notice What a registry of relays is created with.
/// @param minimumBond least bond of an active relay, in wei; the owner can change it
/// @param unbondingDelay seconds a leaving relay's bond stays; the owner can change it
/// @param omissionPenalty wei a broken receipt costs
/// @param demandDeposit wei an accuser without proof puts up
/// @param challengeWindow seconds a relay has to answer an accusation
/// @param retention seconds an anchor is kept at least
/// @param ringSize anchors kept of each relay
struct RelayTerms {
    uint96 minimumBond;
    uint64 unbondingDelay;
    uint96 omissionPenalty;
    uint96 demandDeposit;
    uint64 challengeWindow;
    uint64 retention;
    uint64 ringSize;
}

/// @title What relays have at stake, what they committed to, and the proofs that cost them their bond
/// @notice A relay is the account of the key that signs its receipts and batch commitments; the same account sends its
/// anchors. Nobody but a proof can take from a relay's bond: the owner sets the minimum, the delay and the treasury, and
/// nothing else. Nothing is upgradeable.
contract RelayRegistry is Omissions, Equivocations {
    /// @param settlement_ whose domain relays and owners sign in
    /// @param owner_ may change minimum bond, unbonding delay and treasury
    /// @param treasury_ receives the rest of penalties
    /// @param terms the rest
    constructor(ISettlementState settlement_, address owner_, address treasury_, RelayTerms memory terms)
        Ownable(owner_)
        Bonds(terms.minimumBond, terms.unbondingDelay)
        Anchors(terms.ringSize, terms.retention)
        Penalties(treasury_)
        Signatures(settlement_)
        Omissions(terms.challengeWindow, terms.omissionPenalty, terms.demandDeposit)
    {}
}
