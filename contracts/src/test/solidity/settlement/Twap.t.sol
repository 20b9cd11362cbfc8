// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Digests} from "./support/Digests.sol";
import {ISettlement} from "./support/ISettlement.sol";
import {Pack} from "./support/Pack.sol";
import {SettlementFixture} from "./support/SettlementFixture.sol";
import {Part, Solution, Side, Trade, TwapIntent} from "./support/Terms.sol";

/// @notice One signature for many parts, each in its own window and of its own size.
contract TwapTest is SettlementFixture {
    function _parent() private view returns (TwapIntent memory) {
        return TwapIntent({
            owner: alice,
            receiver: carol,
            sellToken: address(a),
            buyToken: address(b),
            partSellAmount: 1_000,
            partBuyAmount: 2_000,
            start: uint32(NOW),
            interval: 100,
            span: 60,
            parts: 4,
            nonce: 0x0110,
            appData: keccak256("parent")
        });
    }

    function _digest(TwapIntent memory parent) private view returns (bytes32) {
        return Digests.twap(_domain(), parent);
    }

    /// @dev The trade that fills one part; everything but the signature may still be altered.
    function _part(Solution memory solution, TwapIntent memory parent, uint8 index)
        private
        view
        returns (Trade memory trade)
    {
        trade = _trade(solution, _intent(alice, a, parent.partSellAmount, b, parent.partBuyAmount), 0, 0);
        trade.executed = parent.partSellAmount;
        trade.intent.receiver = parent.receiver;
        (trade.intent.validFrom, trade.intent.validTo) = (parent.start, 0);
        (trade.intent.nonce, trade.intent.appData) = (parent.nonce, parent.appData);
        trade.part = Part(parent.parts, index, parent.interval, parent.span);
        trade.signature = _sign(ALICE_KEY, _digest(parent));
    }

    function _fill(TwapIntent memory parent, uint8 index) private view returns (Solution memory solution) {
        _addToken(solution, address(a), 2, 0);
        _addToken(solution, address(b), 1, 0);
        _push(solution, _part(solution, parent, index));
        _addSwap(solution, a, 1_000, b, 2_000);
    }

    function _partFails(TwapIntent memory parent, uint8 index, bytes4 selector) private {
        _settleFails(_fill(parent, index), abi.encodeWithSelector(selector, _digest(parent)));
    }

    function test_everyPartOnce() public {
        TwapIntent memory parent = _parent();
        for (uint8 i = 0; i < 4; ++i) {
            vm.warp(NOW + 100 * uint256(i));
            _settle(_fill(parent, i));
            _partFails(parent, i, ISettlement.NonceUsed.selector);
        }
        vm.assertEq(settlement.nonces(alice, 1), 0x0f << 16, "a nonce for each part");
        vm.assertEq(a.balanceOf(alice), WEALTH - 4_000, "paid");
        vm.assertEq(b.balanceOf(carol), WEALTH + 8_000, "received");
        vm.assertEq(settlement.filled(_digest(parent)), 0, "no slot of its own");
    }

    function test_partsNeedNoOrderAndNoneMustBeFilled() public {
        TwapIntent memory parent = _parent();
        vm.warp(NOW + 300);
        _settle(_fill(parent, 3));
        _partFails(parent, 0, ISettlement.WindowClosed.selector);
        vm.assertEq(settlement.nonces(alice, 1), 8 << 16, "only the last");
    }

    function test_windowOfEachPart() public {
        TwapIntent memory parent = _parent();
        for (uint8 i = 0; i < 4; ++i) {
            uint256 first = NOW + 100 * uint256(i);
            vm.warp(first - 1);
            _partFails(parent, i, ISettlement.WindowClosed.selector);
            vm.warp(first + 60);
            _partFails(parent, i, ISettlement.WindowClosed.selector);
            vm.warp(first + 59);
            uint256 before = vm.snapshotState();
            _settle(_fill(parent, i));
            vm.assertTrue(vm.revertToState(before), "back");
            vm.warp(first);
            _settle(_fill(parent, i));
        }
    }

    function test_spanOfTheWholeInterval() public {
        TwapIntent memory parent = _parent();
        parent.span = 100;
        vm.warp(NOW + 99);
        _settle(_fill(parent, 0));
        vm.warp(NOW + 100);
        _partFails(parent, 0, ISettlement.WindowClosed.selector);
        _settle(_fill(parent, 1));
    }

    function test_fillEventNamesTheParent() public {
        TwapIntent memory parent = _parent();
        Solution memory solution = _fill(parent, 0);
        bytes memory bundle = _bundle(_award(solution), solution);
        vm.expectEmit(address(settlement));
        emit ISettlement.Fill(_digest(parent), uint256(1_000) << 128 | 2_000);
        settlement.settle(bundle);
    }

    function test_sizeIsExact() public {
        TwapIntent memory parent = _parent();
        Solution memory solution = _fill(parent, 0);
        bytes memory reason = abi.encodeWithSelector(ISettlement.NotFullFill.selector, _digest(parent));
        solution.trades[0].executed = 999;
        _settleFails(solution, reason);
        solution.trades[0].executed = 1_001;
        _settleFails(solution, reason);
    }

    function test_limitOfAPart() public {
        TwapIntent memory parent = _parent();
        parent.partBuyAmount = 2_001;
        _partFails(parent, 0, ISettlement.LimitNotMet.selector);
    }

    function test_feeIsPartOfThePart() public {
        TwapIntent memory parent = _parent();
        parent.partBuyAmount = 1_900;
        Solution memory solution = _fill(parent, 0);
        (solution.trades[0].executed, solution.trades[0].fee) = (950, 50);
        delete solution.calls;
        _addSwap(solution, a, 950, b, 1_900);
        _settle(solution);
        vm.assertEq(a.balanceOf(alice), WEALTH - 1_000, "paid");
        vm.assertEq(a.balanceOf(vault), 50, "fee");
    }

    /// @dev What the contract sees is the altered parent, which alice did not sign.
    function _alteredFails(TwapIntent memory altered) private {
        Solution memory solution = _fill(altered, 0);
        // Within whatever limit the altered parent has.
        solution.tokens[0].price = 3;
        solution.trades[0].signature = _sign(ALICE_KEY, _digest(_parent()));
        _settleFails(solution, abi.encodeWithSelector(ISettlement.WrongSigner.selector, _digest(altered)));
    }

    function test_everyFieldIsSigned() public {
        TwapIntent[8] memory altered;
        for (uint256 i = 0; i < altered.length; ++i) {
            altered[i] = _parent();
        }
        altered[0].receiver = bob;
        altered[1].partSellAmount = 999;
        altered[2].partBuyAmount = 1_999;
        altered[3].start -= 1;
        altered[4].interval += 1;
        altered[5].span += 1;
        altered[6].parts += 1;
        altered[7].nonce += 1;
        for (uint256 i = 0; i < altered.length; ++i) {
            _alteredFails(altered[i]);
        }
        TwapIntent memory other = _parent();
        other.appData = 0;
        _alteredFails(other);
    }

    function test_parentIsNoIntent() public {
        // Without the part, the same fields say an ordinary intent that alice did not sign.
        Solution memory solution = _fill(_parent(), 0);
        delete solution.trades[0].part;
        solution.trades[0].intent.validTo = uint32(NOW + 60);
        _settleFails(solution, _error(ISettlement.WrongSigner.selector, solution.trades[0].intent));
    }

    function test_cancelsAllThatIsLeft() public {
        TwapIntent memory parent = _parent();
        _settle(_fill(parent, 0));
        vm.prank(alice);
        settlement.invalidateNonces(1, 0x0f << 16);
        for (uint8 i = 1; i < 4; ++i) {
            vm.warp(NOW + 100 * uint256(i));
            _partFails(parent, i, ISettlement.NonceUsed.selector);
        }
    }

    function test_cancelsOnePart() public {
        TwapIntent memory parent = _parent();
        vm.prank(alice);
        settlement.invalidateNonces(1, 2 << 16);
        _settle(_fill(parent, 0));
        vm.warp(NOW + 100);
        _partFails(parent, 1, ISettlement.NonceUsed.selector);
        vm.warp(NOW + 200);
        _settle(_fill(parent, 2));
    }

    function test_256Parts() public {
        TwapIntent memory parent = _parent();
        (parent.parts, parent.nonce) = (256, 0x0700);
        uint8[3] memory indices = [0, 128, 255];
        for (uint256 i = 0; i < indices.length; ++i) {
            vm.warp(NOW + 100 * uint256(indices[i]));
            _settle(_fill(parent, indices[i]));
        }
        vm.assertEq(settlement.nonces(alice, 7), 1 << 255 | 1 << 128 | 1, "the whole word is this parent's");
        vm.assertEq(settlement.nonces(alice, 8), 0, "the next word is not");
    }

    function test_oneWordHoldsAllParts() public {
        TwapIntent memory parent = _parent();
        parent.nonce = 0x01fd;
        // Bits 253 to 256: the last part would be in the next word.
        vm.warp(NOW + 300);
        _partFails(parent, 3, ISettlement.WrongLane.selector);
        vm.assertEq(settlement.nonces(alice, 2), 0, "next word");
        parent.nonce = 0x01fc;
        _settle(_fill(parent, 3));
        vm.assertEq(settlement.nonces(alice, 1), 1 << 255, "last bit");
    }

    function test_256PartsStartAtBitZero() public {
        TwapIntent memory parent = _parent();
        (parent.parts, parent.nonce) = (256, 0x0701);
        vm.warp(NOW + 100 * 255);
        _partFails(parent, 255, ISettlement.WrongLane.selector);
    }

    function test_partOutOfRange() public {
        TwapIntent memory parent = _parent();
        vm.warp(NOW + 400);
        _partFails(parent, 4, ISettlement.WrongLane.selector);
    }

    function test_spanLongerThanTheInterval() public {
        TwapIntent memory parent = _parent();
        parent.span = 101;
        _partFails(parent, 0, ISettlement.WrongLane.selector);
    }

    function test_spanOfNothing() public {
        TwapIntent memory parent = _parent();
        parent.span = 0;
        // No second is inside such a window.
        for (uint256 i = 0; i < 3; ++i) {
            vm.warp(NOW + i - 1);
            (bool success,) = _try(_fill(parent, 0));
            vm.assertTrue(!success, "filled");
        }
    }

    /// @dev Times are summed in more than 32 bits: otherwise part 2 would be open at the start.
    function test_timesDoNotWrapAround() public {
        TwapIntent memory parent = _parent();
        parent.interval = 1 << 31;
        _partFails(parent, 2, ISettlement.WindowClosed.selector);
        vm.warp(NOW + (1 << 32));
        _settle(_fill(parent, 2));
    }

    function _flippedFails(uint16 flip) private {
        Solution memory solution = _fill(_parent(), 0);
        solution.trades[0].flip = flip;
        _settleFails(solution, abi.encodeWithSelector(ISettlement.WrongLane.selector, _digest(_parent())));
    }

    function test_onlyWholeSellParts() public {
        _flippedFails(Pack.PARTIAL);
        _flippedFails(Pack.PERMIT2);
        Solution memory solution = _fill(_parent(), 0);
        solution.trades[0].intent.side = Side.Buy;
        (solution.trades[0].executed, solution.trades[0].fee) = (2_000, 0);
        _settleFails(solution, abi.encodeWithSelector(ISettlement.WrongLane.selector, _digest(_parent())));
    }

    function test_neverInTheSharedLane() public {
        TwapIntent memory parent = _parent();
        parent.nonce = _sharedNonce(3, auctioneer, 0);
        (parent.parts, parent.interval) = (2, 60);
        Solution memory solution = _fill(parent, 0);
        _addSeries(solution, 3);
        _settleFails(solution, abi.encodeWithSelector(ISettlement.WrongLane.selector, _digest(parent)));
        // Nor with that nonce written out.
        solution.trades[0].flip = Pack.SHARED;
        (bool success,) = _try(solution);
        vm.assertTrue(!success, "filled");
    }

    function test_partsForEther() public {
        TwapIntent memory parent = _parent();
        (parent.buyToken, parent.partBuyAmount) = (Pack.ETHER, 500);
        Solution memory solution;
        _addToken(solution, address(a), 1, 0);
        _addToken(solution, address(weth), 2, 0);
        Trade memory trade = _part(solution, parent, 0);
        trade.intent.buyToken = Pack.ETHER;
        trade.buyIndex = 1;
        _push(solution, trade);
        _donateWeth(500);
        uint256 before = carol.balance;
        _settle(solution);
        vm.assertEq(carol.balance, before + 500, "received ether");
    }

    /// @dev Two parts whose windows are both open cannot exist, but two parents can meet in one settlement.
    function test_twoParentsInOneSettlement() public {
        TwapIntent memory first = _parent();
        TwapIntent memory second = _parent();
        second.nonce = 0x0120;
        Solution memory solution = _fill(first, 0);
        _push(solution, _part(solution, second, 0));
        _addSwap(solution, a, 1_000, b, 2_000);
        _settle(solution);
        vm.assertEq(settlement.nonces(alice, 1), 1 << 32 | 1 << 16, "both");
    }
}
