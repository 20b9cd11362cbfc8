// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Digests} from "./support/Digests.sol";
import {GasFixture} from "./support/GasFixture.sol";
import {ISettlement} from "./support/ISettlement.sol";
import {Pack} from "./support/Pack.sol";
import {Intent, Part, Solution, Trade, TwapIntent} from "./support/Terms.sol";
import {KeyWallet} from "./support/Wallets.sol";

/// @notice What a settlement costs as a transaction of its own: 21,000, call data, everything cold. The figures are committed and
/// compared; `tools/gas-snapshot` writes new ones.
/// forge-config: default.isolate = true
contract GasTest is GasFixture {
    /// @dev Half of the trades pay for the others; a lone one is paid with what was put there before.
    function _measure(string memory name, Solution memory solution) private {
        if (solution.trades.length == 1) b.mint(address(settlement), 1e18);
        _measureAlone(name, solution);
    }

    function _measureAlone(string memory name, Solution memory solution) private {
        bytes memory bundle = _bundle(_award(solution), solution);
        settlement.settle(bundle);
        vm.snapshotGasLastCall("settlement", name);
        _assertNothingKept(solution);
    }

    function test_ownerLane() public {
        _measure("allowance, owner lane, 1", _batch(1, 1));
        _measure("allowance, owner lane, 10", _batch(10, 2));
        _measure("allowance, owner lane, 100", _batch(100, 3));
    }

    function test_sharedLane() public {
        _measure("allowance, shared lane, 1", _shared(_batch(1, 0), 250));
        _measure("allowance, shared lane, 10", _shared(_batch(10, 0), 240));
        _measure("allowance, shared lane, 100", _shared(_batch(100, 0), 220));
    }

    function test_checkEach() public {
        Solution memory solution = _shared(_batch(100, 0), 220);
        solution.flags = Pack.CHECK_EACH;
        _measure("allowance, shared lane, 100, each payment checked", solution);
    }

    /// @dev A transaction may use 2^24 gas (EIP-7825).
    function test_500InOneTransaction() public {
        Solution memory solution = _shared(_batch(500, 0), 250);
        settlement.settle(_bundle(_award(solution), solution));
        vm.assertLe(vm.snapshotGasLastCall("settlement", "allowance, shared lane, 500"), 1 << 24, "fits");
    }

    function test_direct() public {
        _approve(solver, address(a), type(uint256).max);
        _approve(solver, address(b), type(uint256).max);
        Solution memory solution = _shared(_batch(10, 0), 240);
        solution.flags = Pack.DIRECT;
        bytes memory bundle = _consentedBundle(_award(solution), solution);
        settlement.settle(bundle);
        vm.snapshotGasLastCall("settlement", "direct, shared lane, 10");
    }

    function test_partOfAParent() public {
        Solution memory solution = _batch(1, 16);
        Trade memory trade = solution.trades[0];
        Intent memory intent = trade.intent;
        intent.validTo = 0;
        intent.validFrom = uint32(NOW);
        trade.part = Part(8, 0, 600, 300);
        TwapIntent memory parent = TwapIntent({
            owner: intent.owner,
            receiver: intent.receiver,
            sellToken: intent.sellToken,
            buyToken: intent.buyToken,
            partSellAmount: intent.sellAmount,
            partBuyAmount: intent.buyAmount,
            start: uint32(NOW),
            interval: 600,
            span: 300,
            parts: 8,
            nonce: intent.nonce,
            appData: 0
        });
        trade.signature = _sign(_key(0), Digests.twap(_domain(), parent));
        _measure("TWAP part", solution);
    }

    function test_etherOut() public {
        Solution memory solution = _batch(1, 1);
        _donateWeth(1e18);
        if (address(a) > address(weth)) {
            (solution.tokens[0].token, solution.tokens[1].token) = (address(weth), address(a));
            (solution.trades[0].sellIndex, solution.trades[0].buyIndex) = (1, 0);
        }
        solution.trades[0].intent.buyToken = Pack.ETHER;
        vm.deal(solution.trades[0].intent.owner, 1);
        _resign(solution);
        _measureAlone("native ETH out", solution);
    }

    function test_contractOwner() public {
        KeyWallet wallet = new KeyWallet(vm.addr(_key(0)));
        _mint(address(wallet));
        _approve(address(wallet), address(a), type(uint256).max);
        wallet.execute(address(settlement), abi.encodeCall(ISettlement.invalidateNonces, (0, 1)));
        Solution memory solution = _batch(1, 1);
        Intent memory intent = solution.trades[0].intent;
        (intent.owner, intent.receiver) = (address(wallet), address(wallet));
        solution.trades[0].signature = _sign65(_key(0), _hash(intent));
        _measure("ERC-1271 owner", solution);
    }

    function test_presigned() public {
        Solution memory solution = _batch(1, 1);
        Intent memory intent = solution.trades[0].intent;
        bytes32 digest = _hash(intent);
        vm.prank(intent.owner);
        settlement.presign(digest, true);
        solution.trades[0].signature = "";
        _measure("pre-signed", solution);
    }

    function test_usedNonce() public {
        Solution memory solution = _batch(1, 200);
        _reject("used nonce refused, owner lane", solution);
        solution = _shared(_batch(1, 0), 255);
        _reject("used nonce refused, shared lane", solution);
    }

    function _reject(string memory name, Solution memory solution) private {
        bytes memory call = abi.encodeCall(ISettlement.settle, (_bundle(_award(solution), solution)));
        (bool success, bytes memory answer) = address(settlement).call(call);
        vm.snapshotGasLastCall("settlement", name);
        vm.assertTrue(!success, "refused");
        vm.assertEq(answer, _error(ISettlement.NonceUsed.selector, solution.trades[0].intent), "reason");
    }
}
