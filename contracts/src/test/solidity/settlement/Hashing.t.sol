// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Digests} from "./support/Digests.sol";
import {ISettlement} from "./support/ISettlement.sol";
import {BasketIntent, Intent, Leg, Side, TwapIntent} from "./support/Terms.sol";
import {TestBase} from "../support/TestBase.sol";

/// @notice The contract's digests against the same ones written a second time, straight from EIP-712.
contract HashingTest is TestBase {
    ISettlement private settlement;

    function setUp() public {
        settlement = ISettlement(
            vm.deployCode("Settlement.sol:Settlement", abi.encode(address(1), address(2), address(3), address(4)))
        );
    }

    function _domain() private view returns (bytes32) {
        return Digests.domain(address(settlement), block.chainid);
    }

    /// @dev Fuzzed without the enum, for which the fuzzer would also invent members that do not exist.
    struct Fields {
        address owner;
        address receiver;
        address sellToken;
        address buyToken;
        uint128 sellAmount;
        uint128 buyAmount;
        bool buy;
        bool partiallyFillable;
        uint32 validFrom;
        uint32 validTo;
        uint256 nonce;
        bytes32 appData;
    }

    function _intent(Fields calldata f) private pure returns (Intent memory intent) {
        intent.owner = f.owner;
        intent.receiver = f.receiver;
        intent.sellToken = f.sellToken;
        intent.buyToken = f.buyToken;
        intent.sellAmount = f.sellAmount;
        intent.buyAmount = f.buyAmount;
        intent.side = f.buy ? Side.Buy : Side.Sell;
        intent.partiallyFillable = f.partiallyFillable;
        intent.validFrom = f.validFrom;
        intent.validTo = f.validTo;
        intent.nonce = f.nonce;
        intent.appData = f.appData;
    }

    function testFuzz_intentHash(Fields calldata fields) public view {
        Intent memory intent = _intent(fields);
        vm.assertEq(settlement.intentHash(intent), Digests.intent(_domain(), intent), "digest");
    }

    function testFuzz_twapHash(TwapIntent calldata intent) public view {
        vm.assertEq(settlement.twapHash(intent), Digests.twap(_domain(), intent), "digest");
    }

    function testFuzz_basketHash(BasketIntent calldata intent) public view {
        vm.assertEq(settlement.basketHash(intent), Digests.basket(_domain(), intent), "digest");
    }

    function test_basketWithoutLegs() public view {
        BasketIntent memory intent;
        vm.assertEq(settlement.basketHash(intent), Digests.basket(_domain(), intent), "digest");
        intent.legs = new Leg[](16);
        intent.legs[15] = Leg(address(7), type(uint256).max, type(int128).min);
        intent.quotePerUnit = -1;
        vm.assertEq(settlement.basketHash(intent), Digests.basket(_domain(), intent), "digest");
    }

    function test_domainFollowsTheChain() public {
        Intent memory intent;
        bytes32 domain = settlement.domainSeparator();
        vm.assertEq(domain, _domain(), "before");
        vm.assertEq(settlement.intentHash(intent), Digests.intent(domain, intent), "before");
        vm.chainId(4242);
        vm.assertTrue(settlement.domainSeparator() != domain, "one domain per chain");
        vm.assertEq(settlement.domainSeparator(), Digests.domain(address(settlement), 4242), "after a fork");
        vm.assertEq(settlement.intentHash(intent), Digests.intent(_domain(), intent), "after a fork");
    }

    function test_domainIsDescribed() public view {
        (bytes1 fields, string memory name, string memory version, uint256 chain, address self, bytes32 salt,) =
            settlement.eip712Domain();
        vm.assertEq(uint256(uint8(fields)), 0x0f, "name, version, chain, contract");
        vm.assertEq(bytes(name), "Fairlead", "name");
        vm.assertEq(bytes(version), "1", "version");
        vm.assertEq(chain, block.chainid, "chain");
        vm.assertEq(self, address(settlement), "contract");
        vm.assertEq(salt, bytes32(0), "no salt");
    }
}
