// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ISettlement} from "./support/ISettlement.sol";
import {Pack} from "./support/Pack.sol";
import {RichFixture} from "./support/RichFixture.sol";
import {Award, Solution} from "./support/Terms.sol";

/// @notice Bytes of a good bundle changed, cut out and put in anywhere. Whatever a length or a number of things says then, a settlement ends
/// with an error that has a name, and costs little.
contract MangledTest is RichFixture {
    /// @dev Twice what the good bundle takes; a copy of the 16 MB that a length can say would take more gas than a block has.
    uint256 private constant GAS_BOUND = 1_200_000;
    uint256 private constant GAS = 20_000_000;

    bytes private packed;
    mapping(bytes4 => bool) private known;

    function setUp() public override {
        super.setUp();
        packed = Pack.solution(_richest());
        bytes4[38] memory names = [
            ISettlement.Malformed.selector,
            ISettlement.AwardExpired.selector,
            ISettlement.AwardUsed.selector,
            ISettlement.TokensNotAscending.selector,
            ISettlement.ZeroPrice.selector,
            ISettlement.TokenMismatch.selector,
            ISettlement.SameToken.selector,
            ISettlement.BadReceiver.selector,
            ISettlement.HooksMissing.selector,
            ISettlement.AmountTooLarge.selector,
            ISettlement.LimitNotMet.selector,
            ISettlement.FeeTooHigh.selector,
            ISettlement.WindowClosed.selector,
            ISettlement.NotFullFill.selector,
            ISettlement.WrongLane.selector,
            ISettlement.NonceUsed.selector,
            ISettlement.Overfilled.selector,
            ISettlement.WrongSigner.selector,
            ISettlement.BadBasket.selector,
            ISettlement.WrongAuctioneer.selector,
            ISettlement.ForbiddenTarget.selector,
            ISettlement.InteractionFailed.selector,
            ISettlement.CoverExceeded.selector,
            ISettlement.NoConsent.selector,
            ISettlement.ReceivedTooLittle.selector,
            ISettlement.BalanceLeft.selector,
            ISettlement.LegOverpaid.selector,
            ISettlement.LegShort.selector,
            ISettlement.UnexpectedAsset.selector,
            ISettlement.UnexpectedValue.selector,
            bytes4(keccak256("SafeERC20FailedOperation(address)")),
            IERC20Errors.ERC20InsufficientBalance.selector,
            IERC20Errors.ERC20InsufficientAllowance.selector,
            IERC20Errors.ERC20InvalidReceiver.selector,
            IERC20Errors.ERC20InvalidSender.selector,
            ISettlement.MalformedHooks.selector,
            ISettlement.TooLittleGas.selector,
            // Calls that a mangled leg makes of an ERC-20 as if it were an ERC-1155.
            bytes4(0)
        ];
        for (uint256 i = 0; i < names.length; ++i) {
            known[names[i]] = true;
        }
    }

    function test_theGoodOne() public {
        vm.assertTrue(_send(_awarded(packed)), "settled");
    }

    /// @dev The award is for the mangled bytes, so that they are read and executed as far as that goes.
    function testFuzz_awarded(uint256 place, uint8 how, uint256 noise) public {
        _send(_awarded(_mangle(packed, place, how, noise)));
    }

    function testFuzz_anywhere(uint256 place, uint8 how, uint256 noise) public {
        _send(_mangle(_awarded(packed), place, how, noise));
    }

    /// @dev Twice, since one change often hides behind another's refusal.
    function testFuzz_twice(uint256[2] calldata places, uint8[2] calldata hows, uint256 noise) public {
        bytes memory once = _mangle(packed, places[0], hows[0], noise);
        _send(_awarded(_mangle(once, places[1], hows[1], noise)));
    }

    /// @dev Every length or number says the most it can, or nearly so: three bytes from every other place on.
    function test_everyPlaceAtItsMost() public {
        for (uint256 i = 0; i < packed.length; i += 2) {
            this.mangled(i, 2);
        }
    }

    /// @dev A call of its own, so that its memory is forgotten.
    function mangled(uint256 place, uint8 how) external {
        uint256 clean = vm.snapshotState();
        _send(_awarded(_mangle(packed, place, how, 0)));
        vm.assertTrue(vm.revertToState(clean), "back");
    }

    function _mangle(bytes memory data, uint256 place, uint8 how, uint256 noise) private pure returns (bytes memory) {
        if (data.length == 0) return data;
        place %= data.length;
        how %= 7;
        if (how == 0) return _replace(data, place, 1, abi.encodePacked(uint8(data[place]) ^ uint8(1 + noise % 255)));
        if (how == 1) return _replace(data, place, 2, hex"ffff");
        if (how == 2) return _replace(data, place, 3, hex"ffffff");
        if (how == 3) return _replace(data, place, data.length, "");
        if (how == 4) return _replace(data, place, noise % 40, "");
        if (how == 5) return _replace(data, place, 0, abi.encodePacked(uint128(noise)));
        return bytes.concat(data, abi.encodePacked(noise));
    }

    /// @dev Puts other bytes in the place of a number of bytes, or as many as there are.
    function _replace(bytes memory data, uint256 place, uint256 count, bytes memory others)
        private
        pure
        returns (bytes memory out)
    {
        uint256 behind = place + count < data.length ? place + count : data.length;
        uint256 rest = data.length - behind;
        out = new bytes(place + others.length + rest);
        assembly ("memory-safe") {
            let to := add(out, 0x20)
            mcopy(to, add(data, 0x20), place)
            mcopy(add(to, place), add(others, 0x20), mload(others))
            mcopy(add(add(to, place), mload(others)), add(add(data, 0x20), behind), rest)
        }
    }

    function _awarded(bytes memory solution) private returns (bytes memory) {
        Solution memory empty;
        Award memory award = _award(empty);
        award.solutionHash = keccak256(solution);
        return Pack.bundle(award, _signAward(award), _consent(award), solution);
    }

    function _send(bytes memory bundle) private returns (bool success) {
        bytes memory call = abi.encodeCall(ISettlement.settle, (bundle));
        bytes memory answer;
        uint256 before = gasleft();
        (success, answer) = address(settlement).call{gas: GAS}(call);
        uint256 used = before - gasleft();
        vm.assertLe(used, GAS_BOUND, "gas");
        if (success) return true;
        // What an account that is no ERC-1155 token answers to such calls is nothing; a basket's leg may name any account.
        vm.assertTrue(known[answer.length == 0 ? bytes4(0) : bytes4(answer)], "an error without a name");
    }
}
