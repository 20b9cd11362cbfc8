// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Intent} from "../../main/solidity/Intents.sol";
import {Settlement} from "../../main/solidity/Settlement.sol";
import {Award} from "../../main/solidity/Solutions.sol";
import {SettlementFixture, Solution} from "./support/SettlementFixture.sol";

/// @notice Who may settle what, and how often.
contract AwardTest is SettlementFixture {
    // Order of the secp256k1 group.
    uint256 private constant GROUP_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    Solution private solution;
    Award private award;

    function setUp() public override {
        super.setUp();
        Intent memory intent = _intent(alice, a, 1_000, b, 2_000);
        Solution memory made = _solution(ALICE_KEY, intent, 1_000, 0, 2, 1);
        _addSwap(made, a, 1_000, b, 2_000);
        solution = made;
        award = _award(made);
    }

    function _fails(Award memory used, bytes memory signature, Solution memory made, bytes memory reason) private {
        vm.expectRevert(reason);
        _settle(used, signature, made);
    }

    function test_anybodySettles() public {
        bytes memory signature = _signAward(award);
        vm.expectEmit(address(settlement));
        emit Settlement.Settled(award.auctionId, solver, award.transcriptHash);
        vm.prank(address(0xBEEF));
        _settle(award, signature, solution);
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "paid");
        vm.assertEq(settlement.settledAuctions(0), 1 << award.auctionId, "marked");
    }

    function test_lastBlockIsIncluded() public {
        bytes memory signature = _signAward(award);
        vm.roll(award.lastBlock);
        _settle(award, signature, solution);
    }

    function test_expiredAward() public {
        bytes memory signature = _signAward(award);
        vm.roll(award.lastBlock + 1);
        _fails(award, signature, solution, abi.encodeWithSelector(Settlement.AwardExpired.selector, award.lastBlock));
    }

    function test_awardExecutesOnce() public {
        bytes memory signature = _signAward(award);
        _settle(award, signature, solution);
        _fails(award, signature, solution, abi.encodeWithSelector(Settlement.AwardUsed.selector, award.auctionId));
    }

    function test_auctionExecutesOnceEvenWithAnotherAward() public {
        _settle(award, _signAward(award), solution);
        Award memory second = award;
        Solution memory empty;
        second.solutionHash = settlement.solutionHash(empty.tokens, empty.prices, empty.trades, empty.interactions);
        _fails(
            second, _signAward(second), empty, abi.encodeWithSelector(Settlement.AwardUsed.selector, second.auctionId)
        );
    }

    function test_auctionsOfOneSlotAreIndependent() public {
        Solution memory empty;
        uint256[4] memory ids = [uint256(255), 256, 254, type(uint256).max];
        for (uint256 i = 0; i < ids.length; ++i) {
            Award memory next = _award(empty);
            next.auctionId = ids[i];
            _settle(next, _signAward(next), empty);
        }
        vm.assertEq(settlement.settledAuctions(0), 3 << 254, "word 0");
        vm.assertEq(settlement.settledAuctions(1), 1, "word 1");
        vm.assertEq(settlement.settledAuctions(type(uint256).max >> 8), 1 << 255, "last word");
    }

    function _mismatch(Solution memory altered) private {
        bytes memory signature = _signAward(award);
        bytes32 actual = settlement.solutionHash(altered.tokens, altered.prices, altered.trades, altered.interactions);
        _fails(award, signature, altered, abi.encodeWithSelector(Settlement.SolutionMismatch.selector, actual));
    }

    function test_alteredPrice() public {
        Solution memory altered = solution;
        altered.prices[0] += 1;
        _mismatch(altered);
    }

    function test_alteredTokens() public {
        Solution memory altered = solution;
        altered.tokens[1] = address(c);
        _mismatch(altered);
    }

    function test_alteredTrade() public {
        Solution memory altered = solution;
        altered.trades[0].fee = 1;
        _mismatch(altered);
    }

    function test_alteredInteraction() public {
        Solution memory altered = solution;
        altered.interactions[1].callData[35] ^= 0x01;
        _mismatch(altered);
    }

    function test_addedInteraction() public {
        Solution memory altered = solution;
        _addCall(altered, address(market), "");
        _mismatch(altered);
    }

    function _wrongAuctioneer(Award memory used, bytes memory signature) private {
        _fails(used, signature, solution, abi.encodeWithSelector(Settlement.WrongAuctioneer.selector));
    }

    function test_everyAwardFieldIsSigned() public {
        bytes memory signature = _signAward(award);
        Award memory altered = award;
        altered.auctionId += 1;
        _wrongAuctioneer(altered, signature);
        altered = award;
        altered.batchRoot = bytes32(0);
        _wrongAuctioneer(altered, signature);
        altered = award;
        altered.solver = address(0xBAD);
        _wrongAuctioneer(altered, signature);
        altered = award;
        altered.lastBlock += 1;
        _wrongAuctioneer(altered, signature);
        altered = award;
        altered.transcriptHash = bytes32(0);
        _wrongAuctioneer(altered, signature);
        // The unaltered one is fine.
        _settle(award, signature, solution);
    }

    function test_wrongSigner() public {
        _wrongAuctioneer(award, _sign(ALICE_KEY, settlement.awardHash(award)));
    }

    function test_replacedAuctioneer() public {
        bytes memory signature = _signAward(award);
        vm.prank(admin);
        settlement.setAuctioneer(bob);
        _wrongAuctioneer(award, signature);
        _settle(award, _sign(BOB_KEY, settlement.awardHash(award)), solution);
    }

    function test_zeroAuctioneerStopsSettlements() public {
        vm.prank(admin);
        settlement.setAuctioneer(address(0));
        _wrongAuctioneer(award, _signAward(award));
        // ecrecover answers zero to a signature that is none.
        _wrongAuctioneer(award, abi.encodePacked(bytes32(uint256(1)), bytes32(uint256(1)), uint8(29)));
    }

    function test_awardOfAnotherChain() public {
        bytes memory signature = _signAward(award);
        vm.chainId(4242);
        _wrongAuctioneer(award, signature);
    }

    function test_awardOfAnotherSettlement() public {
        Settlement other = new Settlement(admin, vm.addr(AUCTIONEER_KEY), vault);
        _wrongAuctioneer(award, _sign(AUCTIONEER_KEY, other.awardHash(award)));
    }

    function test_highS() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(AUCTIONEER_KEY, settlement.awardHash(award));
        bytes32 highS = bytes32(GROUP_ORDER - uint256(s));
        uint8 otherV = v == 27 ? 28 : 27;
        // The precompile accepts the twin, so it is this contract's rule that refuses it.
        vm.assertEq(ecrecover(settlement.awardHash(award), otherV, r, highS), vm.addr(AUCTIONEER_KEY), "twin is valid");
        _wrongAuctioneer(award, abi.encodePacked(r, highS, otherV));
    }

    function test_vMustBe27Or28() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(AUCTIONEER_KEY, settlement.awardHash(award));
        _wrongAuctioneer(award, abi.encodePacked(r, s, v - 27));
    }

    function test_signatureLength() public {
        bytes memory signature = _signAward(award);
        _wrongAuctioneer(award, abi.encodePacked(signature, bytes1(0)));
        _wrongAuctioneer(award, "");
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(AUCTIONEER_KEY, settlement.awardHash(award));
        bytes32 vs = bytes32(uint256(s) | (uint256(v - 27) << 255));
        _wrongAuctioneer(award, abi.encodePacked(r, vs));
    }

    /// @dev The node simulates with its own auctioneer written to the slot that the artifact names.
    function test_auctioneerOwnsItsSlot() public view {
        bytes32 stored = vm.load(address(settlement), bytes32(uint256(6)));
        vm.assertEq(stored, bytes32(uint256(uint160(vm.addr(AUCTIONEER_KEY)))), "slot 6");
    }
}
