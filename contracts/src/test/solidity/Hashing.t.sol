// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Intent, Side} from "../../main/solidity/Intents.sol";
import {Settlement} from "../../main/solidity/Settlement.sol";
import {Award, Interaction, Trade} from "../../main/solidity/Solutions.sol";
import {TestBase} from "./support/TestBase.sol";

/// @notice The hashes written out a second time, straight from EIP-712 and the protocol page.
contract HashingTest is TestBase {
    Settlement private settlement;

    function setUp() public {
        settlement = new Settlement(address(1), address(2), address(3));
    }

    function _digest(bytes32 structHash, uint256 chainId) private view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Fairlead"),
                keccak256("1"),
                chainId,
                address(settlement)
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    function _intentDigest(Intent memory i, uint256 chainId) private view returns (bytes32) {
        bytes32 typeHash = keccak256(
            "Intent(address owner,address receiver,address sellToken,address buyToken,uint128 sellAmount,uint128 buyAmount,string side,bool partiallyFillable,uint32 validFrom,uint32 validTo,uint256 nonce,bytes32 appData)"
        );
        bytes memory first = abi.encode(typeHash, i.owner, i.receiver, i.sellToken, i.buyToken, i.sellAmount);
        bytes32 side = keccak256(bytes(i.side == Side.Sell ? "sell" : "buy"));
        bytes memory second =
            abi.encode(i.buyAmount, side, i.partiallyFillable, i.validFrom, i.validTo, i.nonce, i.appData);
        return _digest(keccak256(bytes.concat(first, second)), chainId);
    }

    /// @dev Fuzzed without the enum, for which the fuzzer would also invent members that do not exist.
    struct Fields {
        address owner;
        address receiver;
        address sellToken;
        address buyToken;
        uint128 sellAmount;
        uint128 buyAmount;
        bool buy;
        bool partiallyFillable;
        uint32 validFrom;
        uint32 validTo;
        uint256 nonce;
        bytes32 appData;
    }

    function _intent(Fields calldata f) private pure returns (Intent memory intent) {
        intent.owner = f.owner;
        intent.receiver = f.receiver;
        intent.sellToken = f.sellToken;
        intent.buyToken = f.buyToken;
        intent.sellAmount = f.sellAmount;
        intent.buyAmount = f.buyAmount;
        intent.side = f.buy ? Side.Buy : Side.Sell;
        intent.partiallyFillable = f.partiallyFillable;
        intent.validFrom = f.validFrom;
        intent.validTo = f.validTo;
        intent.nonce = f.nonce;
        intent.appData = f.appData;
    }

    function testFuzz_intentHash(Fields calldata fields) public view {
        Intent memory intent = _intent(fields);
        vm.assertEq(settlement.intentHash(intent), _intentDigest(intent, block.chainid), "digest");
    }

    function test_domainFollowsTheChain() public {
        Intent memory intent;
        vm.assertEq(settlement.intentHash(intent), _intentDigest(intent, block.chainid), "before");
        vm.chainId(4242);
        vm.assertEq(settlement.intentHash(intent), _intentDigest(intent, 4242), "after a fork");
        bytes32 domain = settlement.domainSeparator();
        vm.chainId(4243);
        vm.assertTrue(settlement.domainSeparator() != domain, "one domain per chain");
    }

    function testFuzz_awardHash(Award calldata award) public view {
        bytes32 typeHash = keccak256(
            "Award(uint256 auctionId,bytes32 batchRoot,address solver,bytes32 solutionHash,uint64 lastBlock,bytes32 transcriptHash)"
        );
        // Only static fields, so the struct is encoded like its fields.
        bytes32 structHash = keccak256(bytes.concat(typeHash, abi.encode(award)));
        vm.assertEq(settlement.awardHash(award), _digest(structHash, block.chainid), "digest");
    }

    function testFuzz_solutionHash(
        address[] calldata tokens,
        uint256[] calldata prices,
        Fields calldata fields,
        bytes[] calldata signatures,
        Interaction[] calldata interactions
    ) public view {
        Trade[] memory trades = new Trade[](signatures.length);
        for (uint256 i = 0; i < trades.length; ++i) {
            trades[i] = Trade({
                intent: _intent(fields),
                signature: signatures[i],
                sellTokenIndex: i,
                buyTokenIndex: fields.nonce,
                executedAmount: fields.sellAmount,
                fee: fields.buyAmount
            });
        }
        bytes32 expected = keccak256(abi.encode(tokens, prices, trades, interactions));
        vm.assertEq(settlement.solutionHash(tokens, prices, trades, interactions), expected, "hash");
    }
}
