// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ISettlement} from "./support/ISettlement.sol";
import {Failer, Recorder} from "./support/Actors.sol";
import {Theft} from "./support/Servants.sol";
import {SettlementFixture} from "./support/SettlementFixture.sol";
import {Intent, Solution} from "./support/Terms.sol";
import {OddWallet, WalletFactory} from "./support/Wallets.sol";

/// @notice Signatures of accounts that are deployed on the way (ERC-6492).
contract UndeployedTest is SettlementFixture {
    bytes32 private constant MAGIC = 0x6492649264926492649264926492649264926492649264926492649264926492;

    WalletFactory private factory;
    address private wallet;

    function setUp() public override {
        super.setUp();
        factory = new WalletFactory();
        wallet = factory.addressOf("salt", bob);
        a.mint(wallet, WEALTH);
        _approve(wallet, address(a), type(uint256).max);
    }

    function _sale(address owner) private view returns (Solution memory solution) {
        solution = _solution(1, _intent(owner, a, 1_000, b, 2_000), 1_000, 0, 2, 1);
        _addSwap(solution, a, 1_000, b, 2_000);
    }

    function _wrap(address factory_, bytes memory call, bytes memory inner) private pure returns (bytes memory) {
        return bytes.concat(abi.encode(factory_, call, inner), MAGIC);
    }

    function _create() private view returns (bytes memory) {
        return abi.encodeCall(WalletFactory.create, ("salt", bob));
    }

    function _refuses(Solution memory solution, bytes memory signature) private {
        solution.trades[0].signature = signature;
        _settleFails(solution, _error(ISettlement.WrongSigner.selector, solution.trades[0].intent));
    }

    function test_deploysAndAsks() public {
        Solution memory solution = _sale(wallet);
        bytes memory inner = _sign65(BOB_KEY, _hash(solution.trades[0].intent));
        solution.trades[0].signature = _wrap(address(factory), _create(), inner);
        vm.assertEq(wallet.code.length, 0, "not yet");
        _settle(solution);
        vm.assertTrue(wallet.code.length != 0, "deployed");
        vm.assertEq(b.balanceOf(wallet), 2_000, "received");
        address caller = factory.caller();
        vm.assertTrue(caller != address(settlement) && caller != hub, "called by who may do nothing");
    }

    function test_deployedAlready() public {
        factory.create("salt", bob);
        Solution memory solution = _sale(wallet);
        bytes memory inner = _sign65(BOB_KEY, _hash(solution.trades[0].intent));
        solution.trades[0].signature = _wrap(address(factory), _create(), inner);
        _settle(solution);
        vm.assertEq(factory.calls(), 1, "not called again");
    }

    function test_wrongInnerSignature() public {
        Solution memory solution = _sale(wallet);
        _refuses(solution, _wrap(address(factory), _create(), _sign65(CAROL_KEY, _hash(solution.trades[0].intent))));
        vm.assertEq(wallet.code.length, 0, "undone");
    }

    function test_factoryThatFails() public {
        Solution memory solution = _sale(wallet);
        bytes memory inner = _sign65(BOB_KEY, _hash(solution.trades[0].intent));
        _refuses(solution, _wrap(address(market), _create(), inner));
        // A call to nothing succeeds and deploys nothing.
        _refuses(solution, _wrap(address(0xDEAD), _create(), inner));
        Failer failer = new Failer();
        failer.set(Failer.Way.Bomb);
        _refuses(solution, _wrap(address(failer), _create(), inner));
    }

    function test_keyBehindTheWrapper() public {
        Solution memory solution = _sale(alice);
        bytes memory inner = _sign(ALICE_KEY, _hash(solution.trades[0].intent));
        solution.trades[0].signature = _wrap(address(factory), _create(), inner);
        _settle(solution);
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "received");
    }

    /// @dev The wrapper is for a signature; what was signed on chain needs none.
    function test_presignBehindTheWrapper() public {
        Solution memory solution = _sale(alice);
        bytes32 digest = _hash(solution.trades[0].intent);
        vm.prank(alice);
        settlement.presign(digest, true);
        _refuses(solution, _wrap(address(factory), _create(), ""));
    }

    function test_wrapperInsideTheWrapper() public {
        Solution memory solution = _sale(wallet);
        bytes memory inner = _sign65(BOB_KEY, _hash(solution.trades[0].intent));
        _refuses(solution, _wrap(address(0xDEAD), "", _wrap(address(factory), _create(), inner)));
    }

    function test_factoryMayDoNothing() public {
        Solution memory solution = _sale(wallet);
        bytes memory inner = _sign65(BOB_KEY, _hash(solution.trades[0].intent));
        // Tokens, hub and Settlement see a caller to whom nobody has allowed anything.
        bytes[4] memory calls = [
            abi.encodeCall(IERC20.transferFrom, (carol, bob, 1)),
            Theft.byPull(address(a), carol, bob),
            abi.encodeCall(ISettlement.setAuctioneer, (bob)),
            abi.encodeCall(ISettlement.settle, (hex"01"))
        ];
        address[4] memory targets = [address(a), hub, address(settlement), address(settlement)];
        for (uint256 i = 0; i < calls.length; ++i) {
            _refuses(solution, _wrap(targets[i], calls[i], inner));
        }
        vm.assertEq(a.balanceOf(carol), WEALTH, "untouched");
        vm.assertEq(settlement.auctioneer(), auctioneer, "untouched");
    }

    function test_malformedWrappers() public {
        Solution memory solution = _sale(wallet);
        bytes memory inner = _sign65(BOB_KEY, _hash(solution.trades[0].intent));
        _refuses(solution, abi.encodePacked(MAGIC));
        _refuses(solution, abi.encodePacked(uint256(1), MAGIC));
        _refuses(solution, abi.encodePacked(new bytes(96), MAGIC));
        _refuses(solution, abi.encodePacked(new bytes(95), MAGIC));
        // Offsets and lengths far away.
        uint256 max = type(uint256).max;
        _refuses(solution, abi.encodePacked(abi.encode(factory, max, max, max), MAGIC));
        _refuses(solution, abi.encodePacked(abi.encode(factory, uint256(96), max, max), MAGIC));
        _refuses(solution, abi.encodePacked(abi.encode(factory, uint256(96), uint256(96), max), MAGIC));
        _refuses(solution, abi.encodePacked(abi.encode(factory, uint256(96), uint256(128), 0, max), MAGIC));
        _refuses(solution, abi.encodePacked(abi.encode(factory, max - 31, uint256(128), 0, 0), MAGIC));
        // Dirt above the address.
        _refuses(solution, abi.encodePacked(abi.encode(max, uint256(96), uint256(128), 0, 0), MAGIC));
        vm.assertEq(wallet.code.length, 0, "not deployed");
        solution.trades[0].signature = _wrap(address(factory), _create(), inner);
        _settle(solution);
    }

    /// @dev Every truncation of a good wrapper, with the magic put back, is refused or means the same.
    function testFuzz_cutWrapper(uint256 cut, uint256 place, uint8 value) public {
        Solution memory solution = _sale(wallet);
        bytes memory body = abi.encode(address(factory), _create(), _sign65(BOB_KEY, _hash(solution.trades[0].intent)));
        body[place % body.length] = bytes1(value);
        uint256 length = body.length - cut % body.length;
        bytes memory shorter = new bytes(length);
        for (uint256 i = 0; i < length; ++i) {
            shorter[i] = body[i];
        }
        solution.trades[0].signature = abi.encodePacked(shorter, MAGIC);
        (bool success, bytes memory answer) = _try(solution);
        if (success) vm.assertEq(b.balanceOf(wallet), 2_000, "received");
        else vm.assertEq(answer, _error(ISettlement.WrongSigner.selector, solution.trades[0].intent), "refused");
    }
}
