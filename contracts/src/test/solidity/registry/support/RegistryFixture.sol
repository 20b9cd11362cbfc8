// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Intent, Side} from "../../../../main/solidity/Intents.sol";
import {RelayRegistry, RelayTerms} from "../../../../main/solidity/registry/RelayRegistry.sol";
import {AbsenceProof} from "../../../../main/solidity/registry/SortedMerkle.sol";
import {BatchCommitment, Receipt} from "../../../../main/solidity/registry/Statements.sol";
import {TestBase} from "../../support/TestBase.sol";
import {SettlementStandIn} from "./SettlementStandIn.sol";
import {Tree} from "./Tree.sol";

/// @notice A registry with one bonded relay, and ways to make its statements and proofs.
abstract contract RegistryFixture is TestBase {
    uint256 internal constant RELAY_KEY = 0x5E1A;
    uint256 internal constant OTHER_KEY = 0x07E5;
    uint256 internal constant OWNER_KEY = 0xA11CE;
    uint256 internal constant NOW = 1_800_000_000;
    uint96 internal constant MINIMUM = 10 ether;
    uint96 internal constant PENALTY = 4 ether;
    uint96 internal constant DEPOSIT = 0.05 ether;
    uint64 internal constant DELAY = 7 days;
    uint64 internal constant WINDOW = 2 hours;
    uint64 internal constant RETENTION = 1 days;
    uint64 internal constant RING = 16;

    address internal immutable admin = address(0xAD);
    address internal immutable treasury = address(0x7EA5);
    address internal immutable watcher = address(0xA7C4);
    address internal immutable relay = vm.addr(RELAY_KEY);
    address internal immutable owner = vm.addr(OWNER_KEY);

    SettlementStandIn internal settlement;
    RelayRegistry internal registry;

    function setUp() public virtual {
        vm.warp(NOW);
        settlement = new SettlementStandIn();
        registry = _registry(_terms());
        vm.deal(relay, 100 ether);
        vm.deal(watcher, 100 ether);
        vm.prank(relay);
        registry.deposit{value: MINIMUM}(relay);
    }

    function _registry(RelayTerms memory terms) internal returns (RelayRegistry) {
        return RelayRegistry(_create("RelayRegistry.sol:RelayRegistry", abi.encode(settlement, admin, treasury, terms)));
    }

    function _terms() internal pure returns (RelayTerms memory) {
        return RelayTerms(MINIMUM, DELAY, PENALTY, DEPOSIT, WINDOW, RETENTION, RING);
    }

    function _intent() internal view returns (Intent memory) {
        return Intent(
            owner,
            owner,
            address(0xAA),
            address(0xBB),
            1_000,
            2_000,
            Side.Sell,
            false,
            uint32(NOW - 60),
            uint32(NOW + 1 days),
            (3 << 8) | 7,
            0
        );
    }

    /// @dev Hashes of intents nobody asks about, in no order.
    function _others(uint256 seed, uint256 count) internal pure returns (bytes32[] memory values) {
        values = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            values[i] = keccak256(abi.encode(seed, i));
        }
    }

    function _with(bytes32[] memory values, bytes32 more) internal pure returns (bytes32[] memory result) {
        result = new bytes32[](values.length + 1);
        for (uint256 i = 0; i < values.length; ++i) {
            result[i] = values[i];
        }
        result[values.length] = more;
    }

    /// @dev Anchors a batch of these hashes; the leaves of its tree.
    function _anchor(uint64 batch, bytes32[] memory values) internal returns (bytes32[] memory leaves) {
        leaves = Tree.leaves(values);
        vm.prank(relay);
        registry.anchor(batch, Tree.root(leaves), uint32(leaves.length - 2));
    }

    function _receipt(bytes32 leaf, uint64 first, uint64 last) internal pure returns (Receipt memory) {
        return Receipt(leaf, 1, first, last, 0);
    }

    function _one(AbsenceProof memory proof) internal pure returns (AbsenceProof[] memory proofs) {
        proofs = new AbsenceProof[](1);
        proofs[0] = proof;
    }

    function _hash(Receipt memory receipt) internal view returns (bytes32) {
        return settlement.digest(
            keccak256(
                abi.encode(
                    keccak256(
                        "Receipt(bytes32 leaf,uint64 seq,uint64 firstBatch,uint64 lastBatch,bytes32 previousReceiptHash)"
                    ),
                    receipt.leaf,
                    receipt.seq,
                    receipt.firstBatch,
                    receipt.lastBatch,
                    receipt.previousReceiptHash
                )
            )
        );
    }

    function _hash(BatchCommitment memory commitment) internal view returns (bytes32) {
        return settlement.digest(
            keccak256(
                abi.encode(
                    keccak256("BatchCommitment(uint64 batch,bytes32 root,uint32 count,bytes32 previousRoot)"),
                    commitment.batch,
                    commitment.root,
                    commitment.count,
                    commitment.previousRoot
                )
            )
        );
    }

    function _sign(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return bytes.concat(r, s, bytes1(v));
    }

    function _sign(Receipt memory receipt) internal view returns (bytes memory) {
        return _sign(RELAY_KEY, _hash(receipt));
    }

    function _sign(BatchCommitment memory commitment) internal view returns (bytes memory) {
        return _sign(RELAY_KEY, _hash(commitment));
    }

    function _signCancel(uint256 key, bytes32 intentHash) internal view returns (bytes memory) {
        bytes32 structHash = keccak256(abi.encode(keccak256("Cancel(bytes32 intentHash)"), intentHash));
        return _sign(key, settlement.digest(structHash));
    }
}
