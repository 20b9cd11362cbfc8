// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ISettlement} from "./support/ISettlement.sol";
import {SettlementFixture} from "./support/SettlementFixture.sol";
import {Intent, Solution} from "./support/Terms.sol";
import {PlainToken} from "./support/Tokens.sol";
import {KeyWallet, OddWallet} from "./support/Wallets.sol";

/// @notice Who may sign for an owner: keys, contracts, and calls on chain, in this order.
contract SignaturesTest is SettlementFixture {
    uint256 private constant GROUP_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    uint256 private nonce = 0x0100;

    /// @dev An owner's sale of 1,000 a for 2,000 b, with a nonce of its own and no signature yet.
    function _sale(address owner) private returns (Solution memory solution) {
        Intent memory intent = _intent(owner, a, 1_000, b, 2_000);
        intent.nonce = ++nonce;
        solution = _solution(1, intent, 1_000, 0, 2, 1);
        _addSwap(solution, a, 1_000, b, 2_000);
    }

    function _digest(Solution memory solution) private view returns (bytes32) {
        return _hash(solution.trades[0].intent);
    }

    function _accepts(Solution memory solution, bytes memory signature) private {
        solution.trades[0].signature = signature;
        address owner = solution.trades[0].intent.owner;
        uint256 before = b.balanceOf(owner);
        _settle(solution);
        vm.assertEq(b.balanceOf(owner), before + 2_000, "received");
    }

    function _refuses(Solution memory solution, bytes memory signature) private {
        solution.trades[0].signature = signature;
        _settleFails(solution, _error(ISettlement.WrongSigner.selector, solution.trades[0].intent));
    }

    function _fund(address owner) private {
        a.mint(owner, WEALTH);
        _approve(owner, address(a), type(uint256).max);
    }

    function _oddWallet(OddWallet.Answer answer, uint256 burn) private returns (address wallet) {
        wallet = address(new OddWallet());
        OddWallet(wallet).set(answer, burn);
        _fund(wallet);
    }

    // Keys

    function test_64And65Bytes() public {
        Solution memory solution = _sale(alice);
        _accepts(solution, _sign(ALICE_KEY, _digest(solution)));
        solution = _sale(alice);
        _accepts(solution, _sign65(ALICE_KEY, _digest(solution)));
    }

    function test_anothersKey() public {
        Solution memory solution = _sale(alice);
        _refuses(solution, _sign(BOB_KEY, _digest(solution)));
        _refuses(solution, _sign65(BOB_KEY, _digest(solution)));
    }

    function test_malformed() public {
        Solution memory solution = _sale(alice);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(ALICE_KEY, _digest(solution));
        uint8 otherV = v == 27 ? 28 : 27;
        bytes32 highS = bytes32(GROUP_ORDER - uint256(s));
        vm.assertEq(ecrecover(_digest(solution), otherV, r, highS), alice, "the twin recovers");
        _refuses(solution, abi.encodePacked(r, highS, otherV));
        _refuses(solution, abi.encodePacked(r, highS, v));
        _refuses(solution, abi.encodePacked(r, s, v - 27));
        _refuses(solution, abi.encodePacked(r, s, otherV));
        _refuses(solution, abi.encodePacked(r, s, v, uint8(0)));
        _refuses(solution, abi.encodePacked(r, s, uint8(29)));
        _refuses(solution, abi.encodePacked(r, uint256(s) | uint256(28 - v) << 255));
        _refuses(solution, abi.encodePacked(r));
        _refuses(solution, new bytes(64));
        _refuses(solution, new bytes(65));
        _refuses(solution, "");
        _accepts(solution, abi.encodePacked(r, s, v));
    }

    function test_zeroOwner() public {
        Solution memory solution = _sale(address(0));
        solution.trades[0].intent.receiver = bob;
        _refuses(solution, _sign(ALICE_KEY, _digest(solution)));
        // ecrecover answers zero to a signature that is none.
        _refuses(solution, abi.encodePacked(bytes32(type(uint256).max), bytes32(uint256(1))));
        _refuses(solution, abi.encodePacked(bytes32(uint256(1)), bytes32(uint256(1)), uint8(29)));
        _refuses(solution, "");
    }

    function test_intentOfAnotherChain() public {
        Solution memory solution = _sale(alice);
        bytes memory signature = _sign(ALICE_KEY, _digest(solution));
        vm.chainId(4242);
        _refuses(solution, signature);
    }

    // Keys of accounts with code

    function test_delegatedAccountSignsWithItsKey() public {
        // What a delegated account's code is (EIP-7702); the delegate answers no ERC-1271 question.
        vm.etch(alice, abi.encodePacked(hex"ef0100", address(market)));
        Solution memory solution = _sale(alice);
        _accepts(solution, _sign(ALICE_KEY, _digest(solution)));
        solution = _sale(alice);
        _accepts(solution, _sign65(ALICE_KEY, _digest(solution)));
        solution = _sale(alice);
        _refuses(solution, _sign(BOB_KEY, _digest(solution)));
    }

    function test_keyCountsBeforeTheCode() public {
        OddWallet(_oddWallet(OddWallet.Answer.No, 0));
        vm.etch(alice, address(new OddWallet()).code);
        OddWallet(alice).set(OddWallet.Answer.No, 0);
        Solution memory solution = _sale(alice);
        _accepts(solution, _sign(ALICE_KEY, _digest(solution)));
    }

    function test_delegateMaySpeakAsWell() public {
        vm.etch(alice, address(new KeyWallet(bob)).code);
        Solution memory solution = _sale(alice);
        _accepts(solution, _sign65(BOB_KEY, _digest(solution)));
        solution = _sale(alice);
        _refuses(solution, _sign65(CAROL_KEY, _digest(solution)));
    }

    // Contracts (ERC-1271)

    function test_contractOwner() public {
        address wallet = address(new KeyWallet(bob));
        _fund(wallet);
        Solution memory solution = _sale(wallet);
        _refuses(solution, _sign65(ALICE_KEY, _digest(solution)));
        _refuses(solution, _sign65(BOB_KEY, keccak256("something else")));
        _accepts(solution, _sign65(BOB_KEY, _digest(solution)));
    }

    function test_contractThatIsNoWallet() public {
        Solution memory solution = _sale(address(market));
        _refuses(solution, _sign(ALICE_KEY, _digest(solution)));
        _refuses(solution, "anything");
    }

    function test_contractWithAnyBytes() public {
        address wallet = _oddWallet(OddWallet.Answer.Yes, 0);
        _accepts(_sale(wallet), hex"00");
        _accepts(_sale(wallet), new bytes(64));
        _accepts(_sale(wallet), new bytes(65));
        _accepts(_sale(wallet), new bytes(5_000));
    }

    function test_oddAnswers() public {
        OddWallet.Answer[6] memory refused = [
            OddWallet.Answer.No,
            OddWallet.Answer.Reverts,
            OddWallet.Answer.Nothing,
            OddWallet.Answer.Short,
            OddWallet.Answer.Dirty,
            OddWallet.Answer.Bomb
        ];
        for (uint256 i = 0; i < refused.length; ++i) {
            Solution memory solution = _sale(_oddWallet(refused[i], 0));
            _refuses(solution, "signature");
        }
    }

    function test_longAnswerIsNotCopied() public {
        Solution memory solution = _sale(_oddWallet(OddWallet.Answer.Long, 0));
        solution.trades[0].signature = "signature";
        uint256 before = gasleft();
        (bool success,) = _try(solution);
        // 300,000 for the wallet, and the rest for everything else; the copy would be another 100,000.
        vm.assertLe(before - gasleft(), 900_000, "bounded");
        // A longer answer with the right first word is an answer.
        vm.assertTrue(success, "settled");
    }

    function test_boundedGas() public {
        _accepts(_sale(_oddWallet(OddWallet.Answer.Slow, 290_000)), "signature");
        Solution memory solution = _sale(_oddWallet(OddWallet.Answer.Slow, 300_000));
        _refuses(solution, "signature");
        solution = _sale(_oddWallet(OddWallet.Answer.Slow, type(uint256).max));
        uint256 before = gasleft();
        _refuses(solution, "signature");
        vm.assertLe(before - gasleft(), 1_500_000, "no more than it was given");
    }

    // Calls on chain

    function test_presign() public {
        Solution memory solution = _sale(alice);
        bytes32 digest = _digest(solution);
        vm.expectEmit(address(settlement));
        emit ISettlement.Presigned(alice, digest, true);
        vm.prank(alice);
        settlement.presign(digest, true);
        vm.assertTrue(settlement.presigned(alice, digest), "set");
        vm.assertTrue(!settlement.presigned(bob, digest), "of alice only");
        _accepts(solution, "");
        // The nonce is what is used up.
        _settleFails(solution, _error(ISettlement.NonceUsed.selector, solution.trades[0].intent));
    }

    function test_presignTakenBack() public {
        Solution memory solution = _sale(alice);
        bytes32 digest = _digest(solution);
        vm.prank(alice);
        settlement.presign(digest, true);
        vm.expectEmit(address(settlement));
        emit ISettlement.Presigned(alice, digest, false);
        vm.prank(alice);
        settlement.presign(digest, false);
        vm.assertTrue(!settlement.presigned(alice, digest), "unset");
        _refuses(solution, "");
    }

    function test_presignOfAnother() public {
        Solution memory solution = _sale(alice);
        bytes32 digest = _digest(solution);
        vm.prank(bob);
        settlement.presign(digest, true);
        _refuses(solution, "");
        // Only the empty signature asks for it.
        vm.prank(alice);
        settlement.presign(digest, true);
        _refuses(solution, hex"00");
        _accepts(solution, "");
    }

    function test_presignOfAnotherIntent() public {
        Solution memory solution = _sale(alice);
        bytes32 digest = _digest(solution);
        vm.prank(alice);
        settlement.presign(digest, true);
        solution.trades[0].intent.nonce = ++nonce;
        _refuses(solution, "");
    }

    function test_noBytesAreNotAskedAbout() public {
        // A wallet that says yes to everything still has to sign on chain.
        _refuses(_sale(_oddWallet(OddWallet.Answer.Yes, 0)), "");
    }

    function test_contractPresigns() public {
        OddWallet wallet = OddWallet(_oddWallet(OddWallet.Answer.No, 0));
        Solution memory solution = _sale(address(wallet));
        wallet.execute(address(settlement), abi.encodeCall(ISettlement.presign, (_digest(solution), true)));
        _refuses(solution, hex"00");
        _accepts(solution, "");
    }

    function test_everyKindInOneSettlement() public {
        address wallet = address(new KeyWallet(bob));
        _fund(wallet);
        Solution memory solution = _sale(alice);
        solution.trades[0].signature = _sign65(ALICE_KEY, _digest(solution));
        Intent memory intent = _intent(wallet, a, 1_000, b, 2_000);
        _addTrade(solution, BOB_KEY, intent, 1_000, 0);
        solution.trades[1].signature = _sign65(BOB_KEY, _hash(intent));
        intent = _intent(carol, a, 1_000, b, 2_000);
        _addTrade(solution, CAROL_KEY, intent, 1_000, 0);
        solution.trades[2].signature = "";
        bytes32 digest = _hash(intent);
        vm.prank(carol);
        settlement.presign(digest, true);
        _addTrade(solution, BOB_KEY, _intent(bob, a, 1_000, b, 2_000), 1_000, 0);
        _addSwap(solution, a, 3_000, b, 6_000);
        _settle(solution);
        vm.assertEq(b.balanceOf(wallet), 2_000, "wallet");
        vm.assertEq(b.balanceOf(carol), WEALTH + 2_000, "carol");
    }
}
