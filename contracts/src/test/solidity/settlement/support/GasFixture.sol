// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {SettlementFixture} from "./SettlementFixture.sol";
import {Intent, Solution, Trade} from "./Terms.sol";
import {PlainToken} from "./Tokens.sol";

/// @notice A market that has been running for a while: everybody holds both tokens, and the words of nonces have bits already.
/// @dev Half of the owners sell a, half sell b, so that no market is part of the figures.
abstract contract GasFixture is SettlementFixture {
    uint64 private constant SERIES = 40;

    function setUp() public virtual override {
        super.setUp();
        // The devnet's tokens, because those of the tests are compiled without the optimizer.
        (address one, address other) = (_token("A"), _token("B"));
        (a, b) = one < other ? (PlainToken(one), PlainToken(other)) : (PlainToken(other), PlainToken(one));
        _mint(solver);
        _mint(vault);
        // Brings the first bits to the words, and the first auction to its slot.
        _settle(_batch(2, 0));
        _settle(_shared(_batch(2, 0), 255));
    }

    function _token(string memory name) internal returns (address) {
        return vm.deployCode("DevToken.sol:DevToken", abi.encode(name, name, uint8(18)));
    }

    function _mint(address account) internal {
        a.mint(account, 1e20);
        b.mint(account, 1e20);
    }

    function _key(uint256 index) internal pure returns (uint256) {
        return 0x77000000 + index;
    }

    /// @dev One intent of each of a number of owners, who sell 1e18 at one to one. The first round uses bit 0 of word 0.
    function _batch(uint256 count, uint256 nonce) internal returns (Solution memory solution) {
        _addToken(solution, address(a), 1e18, 0);
        _addToken(solution, address(b), 1e18, 0);
        solution.trades = new Trade[](count);
        for (uint256 i = 0; i < count; ++i) {
            address owner = vm.addr(_key(i));
            if (a.balanceOf(owner) == 0) {
                _mint(owner);
                _approve(owner, address(a), type(uint256).max);
                _approve(owner, address(b), type(uint256).max);
                vm.prank(owner);
                settlement.invalidateNonces(0, 1 << 200);
            }
            (PlainToken sell, PlainToken buy) = i % 2 == 0 ? (a, b) : (b, a);
            Intent memory intent = _intent(owner, sell, 1e18, buy, 99e16);
            (intent.nonce, intent.validFrom) = (nonce, 0);
            solution.trades[i] = _trade(solution, intent, 1e18, 0);
        }
        _resign(solution);
    }

    function _resign(Solution memory solution) internal view {
        for (uint256 i = 0; i < solution.trades.length; ++i) {
            solution.trades[i].signature = _sign(_key(i), _hash(solution.trades[i].intent));
        }
    }

    /// @dev The same in the shared lane, from a bit on downwards; the next series follows after 200.
    function _shared(Solution memory solution, uint256 bit) internal view returns (Solution memory) {
        for (uint256 i = 0; i < solution.trades.length; ++i) {
            uint64 series = SERIES + uint64(i / 200);
            if (i % 200 == 0) _addSeries(solution, series);
            solution.trades[i].intent.nonce = _sharedNonce(series, auctioneer, uint8(bit - i % 200));
        }
        _resign(solution);
        return solution;
    }
}
