// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {BasketFixture} from "./support/BasketFixture.sol";
import {BasketIntent, Leg, Solution} from "./support/Terms.sol";
import {MultiToken, PlainToken} from "./support/Tokens.sol";

/// @notice What baskets cost, each settlement as a transaction of its own: 21,000, call data, everything cold. The figures are
/// committed and compared; `tools/gas-snapshot` writes new ones.
/// @dev Everybody holds of everything, and the words of nonces have bits already.
/// forge-config: default.isolate = true
contract BasketGasTest is BasketFixture {
    PlainToken private d;

    function setUp() public override {
        super.setUp();
        options = MultiToken(vm.deployCode("DevMultiToken.sol:DevMultiToken"));
        _issue(options);
        for (uint256 i = 0; i < 4; ++i) {
            options.mint(solver, [PUT_90, PUT_95, CALL_105, CALL_110][i], 1);
        }
        (a, b, c, d) = (_token(), _token(), _token(), _token());
        vm.prank(alice);
        settlement.invalidateNonces(0, 1);
        vm.prank(bob);
        settlement.invalidateNonces(0, 1);
        _settle(_sorted());
    }

    function _token() private returns (PlainToken token) {
        token = PlainToken(vm.deployCode("DevToken.sol:DevToken", abi.encode("Token", "TOK", uint8(18))));
        _endow(address(token));
        token.mint(solver, 1);
    }

    /// @dev The four tokens in ascending order.
    function _sorted() private view returns (Solution memory solution) {
        address[4] memory tokens = [address(a), address(b), address(c), address(d)];
        for (uint256 i = 0; i < 4; ++i) {
            for (uint256 j = i + 1; j < 4; ++j) {
                if (tokens[j] < tokens[i]) (tokens[i], tokens[j]) = (tokens[j], tokens[i]);
            }
            _addToken(solution, tokens[i], 1, 0);
        }
    }

    function _addOne(Solution memory solution, uint256 key, Leg[] memory legs, int256 quote) private view {
        BasketIntent memory terms = _basket(vm.addr(key), legs, c, quote, 1);
        terms.nonce = 3;
        _addBasket(solution, key, terms, 1, quote);
    }

    function _measure(Solution memory solution, string memory name) private {
        bytes memory bundle = _bundle(_award(solution), solution);
        vm.prank(address(0xCA11));
        settlement.settle(bundle);
        vm.snapshotGasLastCall("baskets", name);
        _assertNothingKept(solution);
        _assertNoAssetKept(solution);
    }

    function test_condors() public {
        Solution memory solution;
        _addToken(solution, address(c), 1, 0);
        _addOne(solution, ALICE_KEY, _condor(3), -50);
        _addOne(solution, BOB_KEY, _condor(-3), 50);
        _measure(solution, "two condors matched, 4 ERC-1155 legs each");
    }

    function test_condorFromADesk() public {
        Solution memory solution;
        _addToken(solution, address(c), 1, 0);
        _addOne(solution, ALICE_KEY, _condor(3), -50);
        _addSupply(solution, PUT_90, 3);
        _addSupply(solution, CALL_110, 3);
        _measure(solution, "one condor, 4 ERC-1155 legs, from a solver's contract");
    }

    function test_rebalancing() public {
        Leg[] memory legs = new Leg[](3);
        (legs[0], legs[1], legs[2]) = (_leg(a, -1_000), _leg(b, 700), _leg(d, -300));
        Solution memory solution = _sorted();
        _addOne(solution, ALICE_KEY, legs, 50);
        legs = new Leg[](3);
        (legs[0], legs[1], legs[2]) = (_leg(a, 1_000), _leg(b, -700), _leg(d, 300));
        _addOne(solution, BOB_KEY, legs, -50);
        _measure(solution, "two rebalancings matched, 3 ERC-20 legs and a quote each");
    }
}
