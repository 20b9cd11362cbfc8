// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {BasketFixture} from "./BasketFixture.sol";
import {ISettlement} from "./ISettlement.sol";
import {BasketIntent, Leg, Solution} from "./Terms.sol";

/// @notice Fills four baskets in any order and company, cancels, replays and comes short, and keeps books of it.
contract BasketHandler is BasketFixture {
    uint256 public constant BASKETS = 4;

    BasketIntent[BASKETS] private baskets;
    uint256[BASKETS] private keys = [ALICE_KEY, BOB_KEY, CAROL_KEY, ALICE_KEY];
    /// Units filled so far.
    uint256[BASKETS] public done;
    uint256[BASKETS] private cancelled;
    bytes private lastBundle;

    uint256 public settled;
    /// Of any leg's asset, in Settlement after a settlement.
    uint256 public kept;
    uint256 public fillsAfterCancel;
    uint256 public replays;
    /// Settlements for which there was not enough.
    uint256 public shortSettlements;
    uint256 public strays;

    constructor() {
        setUp();
        Leg[] memory rebalancing = _legs(_leg(a, -100), _leg(b, 150));
        Leg[] memory sale = _legs(_option(PUT_90, -3), _option(CALL_105, -4));
        _keep(0, _basket(alice, _condor(1), c, -50, 5));
        _keep(1, _basket(bob, _condor(-1), c, 40, 7));
        _keep(2, _basket(carol, rebalancing, c, 30, 3));
        _keep(3, _basket(alice, sale, c, 500, 1));
        baskets[2].receiver = bob;
    }

    function _keep(uint256 number, BasketIntent memory terms) private {
        terms.nonce = number;
        baskets[number].owner = terms.owner;
        baskets[number].receiver = terms.receiver;
        for (uint256 i = 0; i < terms.legs.length; ++i) {
            baskets[number].legs.push(terms.legs[i]);
        }
        baskets[number].quoteToken = terms.quoteToken;
        baskets[number].quotePerUnit = terms.quotePerUnit;
        baskets[number].units = terms.units;
        (baskets[number].validFrom, baskets[number].validTo) = (terms.validFrom, terms.validTo);
        (baskets[number].nonce, baskets[number].appData) = (terms.nonce, terms.appData);
    }

    /// @param chosen bit `i`: basket `i` is in the bundle
    /// @param units of each, brought near to what there is
    /// @param better wei of each above the limit
    /// @param short every fourth time there is one too little of something
    function fill(uint8 chosen, uint8[BASKETS] calldata units, uint8[BASKETS] calldata better, uint8 short) external {
        Solution memory solution = _empty();
        for (uint256 i = 0; i < BASKETS; ++i) {
            if (chosen >> i & 1 == 0) continue;
            uint64 filled = uint64(1 + units[i] % baskets[i].units);
            int256 quote = int256(uint256(filled)) * baskets[i].quotePerUnit + int256(uint256(better[i] % 4));
            _addBasket(solution, keys[i], baskets[i], filled, quote);
        }
        bool isShort = _supply(solution, short);
        bytes memory bundle = _bundle(_award(solution), solution);
        (bool success,) = address(settlement).call(abi.encodeCall(ISettlement.settle, (bundle)));
        if (!success) return;
        settled++;
        lastBundle = bundle;
        if (isShort) shortSettlements++;
        for (uint256 i = 0; i < solution.baskets.length; ++i) {
            uint256 number = solution.baskets[i].terms.nonce;
            done[number] += solution.baskets[i].filled;
            fillsAfterCancel += cancelled[number];
        }
        for (uint256 asset = 0; asset < 7; ++asset) {
            kept += _held(address(settlement), asset);
        }
    }

    function cancel(uint8 number) external {
        // Seldom, or there would soon be nothing left to fill.
        if (number >= BASKETS) return;
        vm.prank(baskets[number].owner);
        settlement.invalidateNonces(0, 1 << number);
        cancelled[number] = 1;
    }

    function replay() external {
        if (lastBundle.length == 0) return;
        (bool success,) = address(settlement).call(abi.encodeCall(ISettlement.settle, (lastBundle)));
        if (success) replays++;
    }

    function stray(uint8 asset) external {
        vm.prank(bob);
        (bool success,) = address(options)
            .call(abi.encodeCall(options.safeTransferFrom, (bob, address(settlement), _id(asset % 4), 1, "")));
        if (success) strays++;
    }

    /// @dev Assets 0 to 3 are the options, 4 to 6 the tokens a, b and c.
    function _supply(Solution memory solution, uint8 short) private view returns (bool isShort) {
        for (uint256 asset = 0; asset < 7; ++asset) {
            int256 missing = _missing(solution, asset);
            if (missing <= 0) continue;
            if (!isShort && short % 4 == 0) {
                isShort = true;
                missing -= 1;
            }
            if (asset < 4) _addSupply(solution, _id(asset), uint256(missing));
            else _addGift(solution, asset == 4 ? a : asset == 5 ? b : c, uint256(missing));
        }
    }

    function _missing(Solution memory solution, uint256 asset) private view returns (int256 sum) {
        for (uint256 i = 0; i < solution.baskets.length; ++i) {
            if (asset == 6) sum += solution.baskets[i].quote;
            sum += int256(uint256(solution.baskets[i].filled)) * _perUnit(solution.baskets[i].terms, asset);
        }
    }

    function _perUnit(BasketIntent memory terms, uint256 asset) private view returns (int256) {
        for (uint256 i = 0; i < terms.legs.length; ++i) {
            Leg memory leg = terms.legs[i];
            bool same = asset < 4 ? leg.id == _id(asset) + 1 : leg.token == address(asset == 4 ? a : asset == 5 ? b : c);
            if (same) return leg.amount;
        }
        return 0;
    }

    function _id(uint256 asset) private pure returns (uint256) {
        return asset == 0 ? PUT_90 : asset == 1 ? PUT_95 : asset == 2 ? CALL_105 : CALL_110;
    }

    function _held(address account, uint256 asset) private view returns (uint256) {
        if (asset < 4) return options.balanceOf(account, _id(asset));
        return (asset == 4 ? a : asset == 5 ? b : c).balanceOf(account);
    }

    /// @notice By how much an owner's holding differs from what its baskets say. Of the quote token: how much is missing.
    function difference(uint256 owner, uint256 asset) external view returns (int256) {
        address account = owner == 0 ? alice : owner == 1 ? bob : carol;
        int256 gain = int256(_held(account, asset)) - int256(asset < 4 ? OPTIONS : WEALTH);
        for (uint256 i = 0; i < BASKETS; ++i) {
            int256 amount = asset == 6 ? int256(baskets[i].quotePerUnit) : _perUnit(baskets[i], asset);
            address whose = amount < 0 ? baskets[i].owner : baskets[i].receiver;
            if (whose == account) gain -= int256(done[i]) * amount;
        }
        return asset == 6 && gain > 0 ? int256(0) : gain;
    }

    function signedUnits(uint256 number) external view returns (uint256) {
        return baskets[number].units;
    }

    /// @notice The contract's own count of a basket's units.
    function counted(uint256 number) external view returns (uint256) {
        return settlement.filled(_hash(baskets[number]));
    }
}
