// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ISettlement} from "./support/ISettlement.sol";
import {Pack} from "./support/Pack.sol";
import {SettlementFixture} from "./support/SettlementFixture.sol";
import {Award, Intent, Solution} from "./support/Terms.sol";

/// @notice Nonces that the relay hands out: one word for everybody, scoped to who signs awards.
contract SharedLaneTest is SettlementFixture {
    uint64 private constant SERIES = 77;

    function _shared(address owner, uint8 bit) private view returns (Intent memory intent) {
        intent = _intent(owner, a, 1_000, b, 2_000);
        intent.nonce = _sharedNonce(SERIES, auctioneer, bit);
    }

    function _word(uint64 series, address auctioneer_) private pure returns (uint256) {
        return _sharedNonce(series, auctioneer_, 0) >> 8;
    }

    function _fill(uint256 key, Intent memory intent) private view returns (Solution memory solution) {
        solution = _solution(key, intent, 1_000, 0, 2, 1);
        _addSeries(solution, uint64(intent.nonce >> 168));
        _addSwap(solution, a, 1_000, b, 2_000);
    }

    function test_fillSetsTheBit() public {
        Intent memory intent = _shared(alice, 5);
        _settle(_fill(ALICE_KEY, intent));
        vm.assertEq(settlement.sharedNonces(_word(SERIES, auctioneer)), 1 << 5, "bit");
        vm.assertEq(settlement.nonces(alice, intent.nonce >> 8), 0, "not in the owner's bitmap");
        _settleFails(_fill(ALICE_KEY, intent), _error(ISettlement.NonceUsed.selector, intent));
    }

    function test_ownersShareOneWord() public {
        Solution memory solution = _fill(ALICE_KEY, _shared(alice, 0));
        _addTrade(solution, BOB_KEY, _shared(bob, 255), 1_000, 0);
        _addTrade(solution, CAROL_KEY, _shared(carol, 128), 1_000, 0);
        _addSwap(solution, a, 2_000, b, 4_000);
        _settle(solution);
        vm.assertEq(settlement.sharedNonces(_word(SERIES, auctioneer)), 1 << 255 | 1 << 128 | 1, "three bits");
        Intent memory late = _shared(bob, 0);
        _settleFails(_fill(BOB_KEY, late), _error(ISettlement.NonceUsed.selector, late));
    }

    function test_sameBitTwiceInOneSettlement() public {
        Solution memory solution = _fill(ALICE_KEY, _shared(alice, 9));
        Intent memory second = _shared(bob, 9);
        _addTrade(solution, BOB_KEY, second, 1_000, 0);
        _settleFails(solution, _error(ISettlement.NonceUsed.selector, second));
        vm.assertEq(settlement.sharedNonces(_word(SERIES, auctioneer)), 0, "nothing set");
    }

    function test_bothLanesAndTwoSeriesInOneSettlement() public {
        Solution memory solution = _fill(ALICE_KEY, _shared(alice, 1));
        _addSeries(solution, type(uint64).max);
        Intent memory other = _shared(bob, 1);
        other.nonce = _sharedNonce(type(uint64).max, auctioneer, 1);
        _addTrade(solution, BOB_KEY, other, 1_000, 0);
        _addTrade(solution, ALICE_KEY, _intent(alice, a, 1_000, b, 2_000), 1_000, 0);
        // The first word once more, after it was left.
        _addTrade(solution, CAROL_KEY, _shared(carol, 2), 1_000, 0);
        _addTrade(solution, CAROL_KEY, _shared(carol, 3), 1_000, 0);
        _addSwap(solution, a, 4_000, b, 8_000);
        _settle(solution);
        vm.assertEq(settlement.sharedNonces(_word(SERIES, auctioneer)), 0x0e, "first series");
        vm.assertEq(settlement.sharedNonces(_word(type(uint64).max, auctioneer)), 2, "second series");
        vm.assertEq(settlement.nonces(alice, 1), 1 << 7, "owner lane");
        Intent memory used = _shared(bob, 2);
        _settleFails(_fill(BOB_KEY, used), _error(ISettlement.NonceUsed.selector, used));
    }

    function test_wordsOfTwoSettlementsAddUp() public {
        _settle(_fill(ALICE_KEY, _shared(alice, 1)));
        _settle(_fill(BOB_KEY, _shared(bob, 2)));
        vm.assertEq(settlement.sharedNonces(_word(SERIES, auctioneer)), 6, "both bits");
    }

    /// @dev The same signed intent must not be filled once through each bitmap.
    function test_sharedNonceIsNotAnOwnersNonce() public {
        Intent memory intent = _shared(alice, 5);
        Solution memory solution = _fill(ALICE_KEY, intent);
        // Written out in 32 bytes instead of the short form of the lane.
        solution.trades[0].flip = Pack.SHARED;
        (bool success,) = _try(solution);
        vm.assertTrue(!success, "filled through the owner's bitmap");
        solution.trades[0].flip = 0;
        _settle(solution);
        solution.trades[0].flip = Pack.SHARED;
        (success,) = _try(solution);
        vm.assertTrue(!success, "filled twice");
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "once");
    }

    function test_bitsOutsideTheLanesForm() public {
        // Bits 232 to 254 must be zero: no bundle can say them, except in 32 bytes.
        Intent memory intent = _shared(alice, 5);
        intent.nonce |= 1 << 240;
        Solution memory solution = _fill(ALICE_KEY, intent);
        _settleFails(solution, _errorOfShort(intent));
        solution.trades[0].flip = Pack.SHARED;
        (bool success,) = _try(solution);
        vm.assertTrue(!success, "filled");
    }

    /// @dev The contract puts the nonce together without the bits, so nobody signed what it sees.
    function _errorOfShort(Intent memory intent) private view returns (bytes memory) {
        Intent memory seen = _shared(intent.owner, uint8(intent.nonce));
        return _error(ISettlement.WrongSigner.selector, seen);
    }

    function test_longestValidity() public {
        Intent memory intent = _shared(alice, 5);
        intent.validTo = uint32(NOW + 1_801);
        _settleFails(_fill(ALICE_KEY, intent), _error(ISettlement.WrongLane.selector, intent));
        intent.validTo = uint32(NOW + 1_800);
        _settle(_fill(ALICE_KEY, intent));
        // The same on the general way, which a first second takes.
        intent = _shared(alice, 6);
        intent.validFrom = 1;
        intent.validTo = uint32(NOW + 1_801);
        _settleFails(_fill(ALICE_KEY, intent), _error(ISettlement.WrongLane.selector, intent));
        intent.validTo = uint32(NOW + 1_800);
        _settle(_fill(ALICE_KEY, intent));
        // What is too long now is not for ever.
        intent = _shared(alice, 7);
        intent.validTo = uint32(NOW + 1_801);
        vm.warp(NOW + 1);
        _settle(_fill(ALICE_KEY, intent));
    }

    function test_neverPartially() public {
        Intent memory intent = _shared(alice, 5);
        intent.partiallyFillable = true;
        _settleFails(_fill(ALICE_KEY, intent), _error(ISettlement.WrongLane.selector, intent));
    }

    function test_ownerCannotCancelOnChain() public {
        Intent memory intent = _shared(alice, 5);
        vm.prank(alice);
        settlement.invalidateNonces(intent.nonce >> 8, type(uint256).max);
        vm.assertEq(settlement.sharedNonces(intent.nonce >> 8), 0, "nobody but an award sets a shared bit");
        _settle(_fill(ALICE_KEY, intent));
        // What stops it is taking back the allowance.
        intent = _shared(alice, 6);
        _approve(alice, address(a), 0);
        (bool success,) = _try(_fill(ALICE_KEY, intent));
        vm.assertTrue(!success, "filled without allowance");
    }

    function test_anotherAuctioneerCannotFillIt() public {
        Intent memory intent = _shared(alice, 5);
        Solution memory solution = _fill(ALICE_KEY, intent);
        vm.prank(admin);
        settlement.setAuctioneer(bob);
        Award memory award = _award(solution);
        Intent memory seen = _shared(alice, 5);
        seen.nonce = _sharedNonce(SERIES, bob, 5);
        _fails(
            Pack.bundle(award, _sign(BOB_KEY, _awardHash(award)), "", Pack.solution(solution)),
            _error(ISettlement.WrongSigner.selector, seen)
        );
        // It waits for the auctioneer it was given to.
        vm.prank(admin);
        settlement.setAuctioneer(auctioneer);
        _settle(solution);
    }

    function test_rotationOfTheAuctioneerReplaysNothing() public {
        Intent memory intent = _shared(alice, 5);
        _settle(_fill(ALICE_KEY, intent));
        vm.prank(admin);
        settlement.setAuctioneer(bob);
        Intent memory other = _intent(alice, a, 1_000, b, 2_000);
        other.nonce = _sharedNonce(SERIES, bob, 5);
        Solution memory solution = _fill(ALICE_KEY, other);
        Award memory award = _award(solution);
        settlement.settle(Pack.bundle(award, _sign(BOB_KEY, _awardHash(award)), "", Pack.solution(solution)));
        vm.assertEq(settlement.sharedNonces(_word(SERIES, bob)), 1 << 5, "a word of its own");
        vm.prank(admin);
        settlement.setAuctioneer(auctioneer);
        _settleFails(_fill(ALICE_KEY, intent), _error(ISettlement.NonceUsed.selector, intent));
    }

    function test_strangersAwardBurnsNoBit() public {
        Solution memory solution = _fill(ALICE_KEY, _shared(alice, 5));
        Award memory award = _award(solution);
        bytes memory bundle = Pack.bundle(award, _sign(BOB_KEY, _awardHash(award)), "", Pack.solution(solution));
        (bool success,) = address(settlement).call(abi.encodeCall(ISettlement.settle, (bundle)));
        vm.assertTrue(!success, "settled");
        vm.assertEq(settlement.sharedNonces(_word(SERIES, auctioneer)), 0, "auctioneer's word");
        vm.assertEq(settlement.sharedNonces(_word(SERIES, bob)), 0, "stranger's word");
    }

    function test_seriesOutOfRange() public {
        Solution memory solution = _fill(ALICE_KEY, _shared(alice, 5));
        delete solution.series;
        _settleFails(solution, abi.encodeWithSelector(ISettlement.Malformed.selector));
    }

    /// @dev What follows in the bundle is no series, even if an owner has signed what it reads like.
    function test_seriesReadFromTheTrades() public {
        bytes8 read = bytes8(
            bytes.concat(
                // The number of trades, then flags, indices and the first bytes of the owner.
                bytes2(uint16(1)),
                bytes2(Pack.SHARED | (from == 0 ? 0 : Pack.VALID_FROM)),
                hex"0001",
                bytes2(bytes20(alice))
            )
        );
        Intent memory intent = _shared(alice, 5);
        intent.nonce = _sharedNonce(uint64(read), auctioneer, 5);
        Solution memory solution = _fill(ALICE_KEY, intent);
        delete solution.series;
        _settleFails(solution, abi.encodeWithSelector(ISettlement.Malformed.selector));
    }
}
