// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AmountTooLarge, FeeTooHigh, LimitNotMet, WindowClosed} from "../../main/solidity/Fills.sol";
import {Intent, Side} from "../../main/solidity/Intents.sol";
import {Settlement} from "../../main/solidity/Settlement.sol";
import {Award} from "../../main/solidity/Solutions.sol";
import {SettlementFixture, Solution} from "./support/SettlementFixture.sol";

/// @notice Every check of a single trade apart from nonces and running totals.
contract TradeTest is SettlementFixture {
    /// @dev Alice sells 1,000 a for at least 2,000 b.
    function _basic() private view returns (Intent memory) {
        return _intent(alice, a, 1_000, b, 2_000);
    }

    /// @dev The market gives exactly the limit of `_basic`.
    function _fair(uint256 key, Intent memory intent) private view returns (Solution memory solution) {
        solution = _solution(key, intent, 1_000, 0, 2, 1);
        _addSwap(solution, a, 1_000, b, 2_000);
    }

    function test_sell() public {
        Intent memory intent = _basic();
        intent.receiver = carol;
        _settle(_fair(ALICE_KEY, intent));
        vm.assertEq(a.balanceOf(alice), WEALTH - 1_000, "paid");
        vm.assertEq(b.balanceOf(carol), WEALTH + 2_000, "received");
        vm.assertEq(b.balanceOf(alice), WEALTH, "the owner is not the receiver");
    }

    function test_buy() public {
        Intent memory intent = _basic();
        intent.side = Side.Buy;
        Solution memory solution = _solution(ALICE_KEY, intent, 2_000, 40, 5, 2);
        // 2,000 * 2 / 5 = 800, and the fee.
        _addSwap(solution, a, 800, b, 2_000);
        _settle(solution);
        vm.assertEq(a.balanceOf(alice), WEALTH - 840, "paid");
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "received");
        vm.assertEq(a.balanceOf(vault), 40, "fee");
    }

    function test_fillEvent() public {
        Intent memory intent = _basic();
        Solution memory solution = _solution(ALICE_KEY, intent, 950, 50, 3, 1);
        _addSwap(solution, a, 950, b, 2_850);
        Award memory award = _award(solution);
        bytes memory signature = _signAward(award);
        bytes32 hash = settlement.intentHash(intent);
        vm.expectEmit(address(settlement));
        emit Settlement.Fill(hash, alice, 1_000, 2_850, 50);
        _settle(award, signature, solution);
    }

    function test_ownerWithCodeStillSignsWithItsKey() public {
        // What a delegated account's code looks like (EIP-7702); it would answer no ERC-1271 question.
        vm.etch(alice, abi.encodePacked(hex"ef0100", address(market)));
        _settle(_fair(ALICE_KEY, _basic()));
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "received");
    }

    function test_contractOwnerWithoutKeyCannotSign() public {
        Intent memory intent = _basic();
        intent.owner = address(market);
        _settleFails(_fair(ALICE_KEY, intent), _error(Settlement.WrongSigner.selector, intent));
    }

    function test_wrongSigner() public {
        Intent memory intent = _basic();
        _settleFails(_fair(BOB_KEY, intent), _error(Settlement.WrongSigner.selector, intent));
    }

    function test_zeroOwner() public {
        Intent memory intent = _basic();
        intent.owner = address(0);
        Solution memory solution = _fair(ALICE_KEY, intent);
        _settleFails(solution, _error(Settlement.WrongSigner.selector, intent));
        // ecrecover answers zero to a signature that is none.
        solution.trades[0].signature = abi.encodePacked(bytes32(uint256(1)), bytes32(uint256(1)), uint8(29));
        _settleFails(solution, _error(Settlement.WrongSigner.selector, intent));
    }

    function test_malformedSignatures() public {
        Intent memory intent = _basic();
        Solution memory solution = _fair(ALICE_KEY, intent);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(ALICE_KEY, settlement.intentHash(intent));
        uint256 order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
        bytes[5] memory malformed = [
            abi.encodePacked(r, bytes32(order - uint256(s)), v == 27 ? uint8(28) : uint8(27)),
            abi.encodePacked(r, s, v - 27),
            abi.encodePacked(r, s, v, uint8(0)),
            abi.encodePacked(r, bytes32(uint256(s) | (uint256(v - 27) << 255))),
            bytes("")
        ];
        for (uint256 i = 0; i < malformed.length; ++i) {
            solution.trades[0].signature = malformed[i];
            _settleFails(solution, _error(Settlement.WrongSigner.selector, intent));
        }
        solution.trades[0].signature = abi.encodePacked(r, s, v);
        _settle(solution);
    }

    function test_everyIntentFieldIsSigned() public {
        Solution memory solution = _fair(ALICE_KEY, _basic());
        Intent[10] memory altered;
        for (uint256 i = 0; i < altered.length; ++i) {
            altered[i] = _basic();
        }
        altered[0].owner = bob;
        altered[1].receiver = bob;
        altered[2].sellAmount += 1;
        altered[3].buyAmount -= 1;
        altered[4].side = Side.Buy;
        altered[5].partiallyFillable = true;
        altered[6].validFrom -= 1;
        altered[7].validTo += 1;
        altered[8].nonce += 1;
        altered[9].appData = bytes32(uint256(1));
        for (uint256 i = 0; i < altered.length; ++i) {
            solution.trades[0].intent = altered[i];
            _settleFails(solution, _error(Settlement.WrongSigner.selector, altered[i]));
        }
    }

    function test_intentOfAnotherChain() public {
        Intent memory intent = _basic();
        Solution memory solution = _fair(ALICE_KEY, intent);
        vm.chainId(4242);
        _settleFails(solution, _error(Settlement.WrongSigner.selector, intent));
    }

    function test_window() public {
        Intent memory intent = _basic();
        Solution memory solution = _fair(ALICE_KEY, intent);
        vm.warp(NOW - 1);
        _settleFails(solution, _error(WindowClosed.selector, intent));
        vm.warp(NOW + 61);
        _settleFails(solution, _error(WindowClosed.selector, intent));
        vm.warp(NOW + 60);
        _settle(solution);
        intent.nonce += 1;
        vm.warp(NOW);
        _settle(_fair(ALICE_KEY, intent));
    }

    function test_limit() public {
        Intent memory intent = _basic();
        intent.buyAmount += 1;
        _settleFails(_fair(ALICE_KEY, intent), _error(LimitNotMet.selector, intent));
    }

    function test_limitCountsTheFee() public {
        // 999 sold at 2 for 1 give 1,998; together with the fee of 1 that misses the limit.
        Intent memory intent = _basic();
        Solution memory solution = _solution(ALICE_KEY, intent, 999, 1, 2, 1);
        _addSwap(solution, a, 999, b, 1_998);
        _settleFails(solution, _error(LimitNotMet.selector, intent));
    }

    function test_limitOfBuy() public {
        Intent memory intent = _basic();
        intent.side = Side.Buy;
        Solution memory solution = _solution(ALICE_KEY, intent, 2_000, 1, 2, 1);
        _addSwap(solution, a, 1_000, b, 2_000);
        _settleFails(solution, _error(LimitNotMet.selector, intent));
    }

    function test_feeBound() public {
        Intent memory intent = _basic();
        intent.buyAmount = 1;
        Solution memory solution = _solution(ALICE_KEY, intent, 899, 101, 2, 1);
        _addSwap(solution, a, 899, b, 1_798);
        _settleFails(solution, _error(FeeTooHigh.selector, intent));
        // A tenth of everything paid is the most.
        solution = _solution(ALICE_KEY, intent, 900, 100, 2, 1);
        _addSwap(solution, a, 900, b, 1_800);
        _settle(solution);
        vm.assertEq(a.balanceOf(vault), 100, "fee");
    }

    function test_amountTooLarge() public {
        Intent memory intent = _basic();
        intent.sellAmount = type(uint128).max;
        Solution memory solution = _solution(ALICE_KEY, intent, type(uint128).max, 1, 1, 1);
        _settleFails(solution, _error(AmountTooLarge.selector, intent));
        solution = _solution(ALICE_KEY, intent, type(uint128).max, 0, type(uint128).max, 1);
        _settleFails(solution, _error(AmountTooLarge.selector, intent));
        intent.side = Side.Buy;
        solution = _solution(ALICE_KEY, intent, type(uint128).max, 0, 1, type(uint128).max);
        _settleFails(solution, _error(AmountTooLarge.selector, intent));
    }

    function test_receiver() public {
        Intent memory intent = _basic();
        intent.receiver = address(0);
        _settleFails(_fair(ALICE_KEY, intent), _error(Settlement.BadReceiver.selector, intent));
        // Paid to itself, the tokens would be swept to the solver.
        intent.receiver = address(settlement);
        _settleFails(_fair(ALICE_KEY, intent), _error(Settlement.BadReceiver.selector, intent));
    }

    function test_sameToken() public {
        Intent memory intent = _intent(alice, a, 1_000, a, 1_000);
        _settleFails(_solution(ALICE_KEY, intent, 1_000, 0, 1, 1), _error(Settlement.SameToken.selector, intent));
    }

    function test_tokenMismatch() public {
        Intent memory intent = _basic();
        bytes memory reason = _error(Settlement.TokenMismatch.selector, intent);
        Solution memory solution = _fair(ALICE_KEY, intent);
        uint256[2][4] memory wrong = [[uint256(1), 1], [uint256(0), 0], [uint256(2), 1], [uint256(0), 2]];
        for (uint256 i = 0; i < wrong.length; ++i) {
            (solution.trades[0].sellTokenIndex, solution.trades[0].buyTokenIndex) = (wrong[i][0], wrong[i][1]);
            _settleFails(solution, reason);
        }
    }

    function test_tokensMustAscend() public {
        Solution memory solution = _fair(ALICE_KEY, _basic());
        bytes memory second = abi.encodeWithSelector(Settlement.TokensNotAscending.selector, 1);
        solution.tokens[1] = address(a);
        _settleFails(solution, second);
        (solution.tokens[0], solution.tokens[1]) = (address(b), address(a));
        _settleFails(solution, second);
        (solution.tokens[0], solution.tokens[1]) = (address(0), address(a));
        _settleFails(solution, abi.encodeWithSelector(Settlement.TokensNotAscending.selector, 0));
    }

    function test_prices() public {
        Solution memory solution = _fair(ALICE_KEY, _basic());
        solution.prices[1] = 0;
        _settleFails(solution, abi.encodeWithSelector(Settlement.ZeroPrice.selector, 1));
        solution.prices[1] = uint256(type(uint128).max) + 1;
        _settleFails(solution, abi.encodeWithSelector(Settlement.PriceTooLarge.selector, 1));
        solution.prices = new uint256[](3);
        _settleFails(solution, abi.encodeWithSelector(Settlement.PriceCountMismatch.selector, 2, 3));
    }

    function test_largestPricesAndAmounts() public {
        uint256 max = type(uint128).max;
        a.mint(alice, max);
        b.mint(address(market), max);
        Solution memory solution = _solution(ALICE_KEY, _intent(alice, a, max, b, max), max, 0, max, max);
        _addSwap(solution, a, max, b, max);
        _settle(solution);
        vm.assertEq(b.balanceOf(alice), WEALTH + max, "received");
    }

    function test_emptySettlement() public {
        Solution memory empty;
        _settle(empty);
    }
}
