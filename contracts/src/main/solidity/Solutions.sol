// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Intent} from "./Intents.sol";

/// @notice One fill of one intent.
/// @param intent the intent as signed
/// @param signature 65 bytes `r ‖ s ‖ v` by `intent.owner`
/// @param sellTokenIndex position of `intent.sellToken` in the solution's tokens
/// @param buyTokenIndex position of `intent.buyToken` in the solution's tokens
/// @param executedAmount wei without fee on the exact side: sell tokens for `Sell`, buy tokens for `Buy`
/// @param fee wei of the sell token, on top of what the clearing prices ask for
struct Trade {
    Intent intent;
    bytes signature;
    uint256 sellTokenIndex;
    uint256 buyTokenIndex;
    uint128 executedAmount;
    uint128 fee;
}

/// @notice A call the settlement makes between taking and paying. It carries no native value.
/// @param target contract called; not the hub, Permit2 or Settlement
/// @param callData selector and arguments
struct Interaction {
    address target;
    bytes callData;
}

/// @notice The auctioneer's word that a solver's solution won an auction.
/// @param auctionId number of the batch; executes at most once
/// @param batchRoot root of the batch's intents
/// @param solver receives whatever the settlement does not owe to owners and vault
/// @param solutionHash hash of tokens, prices, trades and interactions
/// @param lastBlock last block number in which the award may be executed
/// @param transcriptHash hash of the auction's public record
struct Award {
    uint256 auctionId;
    bytes32 batchRoot;
    address solver;
    bytes32 solutionHash;
    uint64 lastBlock;
    bytes32 transcriptHash;
}

/// @title Hashing of solutions and awards
library Solutions {
    bytes32 internal constant AWARD_TYPE_HASH = keccak256(
        "Award(uint256 auctionId,bytes32 batchRoot,address solver,bytes32 solutionHash,uint64 lastBlock,"
        "bytes32 transcriptHash)"
    );

    /// @notice Everything a solver may choose, in one hash, so that an awarded solution cannot be altered.
    function hash(
        address[] calldata tokens,
        uint256[] calldata prices,
        Trade[] calldata trades,
        Interaction[] calldata interactions
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(tokens, prices, trades, interactions));
    }

    /// @notice `hashStruct` of EIP-712, before the domain is added.
    function hashStruct(Award calldata award) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                AWARD_TYPE_HASH,
                award.auctionId,
                award.batchRoot,
                award.solver,
                award.solutionHash,
                award.lastBlock,
                award.transcriptHash
            )
        );
    }
}
