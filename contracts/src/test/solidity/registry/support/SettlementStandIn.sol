// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Intent, Side} from "../../../../main/solidity/Intents.sol";
import {ISettlementState} from "../../../../main/solidity/registry/ISettlementState.sol";

/// @notice What the registry sees of a Settlement, with state tests can set. The hashes are written out from
/// docs/protocol.md, apart from the contracts' own.
contract SettlementStandIn is ISettlementState {
    mapping(address owner => mapping(uint256 word => uint256 bits)) public nonces;
    mapping(bytes32 intentHash => uint256 amount) public filled;

    function setNonces(address owner, uint256 word, uint256 bits) external {
        nonces[owner][word] = bits;
    }

    function setFilled(bytes32 hash, uint256 amount) external {
        filled[hash] = amount;
    }

    function domainSeparator() public view returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Fairlead"),
                keccak256("1"),
                block.chainid,
                address(this)
            )
        );
    }

    function intentHash(Intent calldata intent) external view returns (bytes32) {
        bytes memory start = abi.encode(
            keccak256(
                "Intent(address owner,address receiver,address sellToken,address buyToken,uint128 sellAmount,uint128 buyAmount,string side,bool partiallyFillable,uint32 validFrom,uint32 validTo,uint256 nonce,bytes32 appData)"
            ),
            intent.owner,
            intent.receiver,
            intent.sellToken,
            intent.buyToken,
            intent.sellAmount,
            intent.buyAmount
        );
        bytes memory rest = abi.encode(
            keccak256(bytes(intent.side == Side.Sell ? "sell" : "buy")),
            intent.partiallyFillable,
            intent.validFrom,
            intent.validTo,
            intent.nonce,
            intent.appData
        );
        return digest(keccak256(bytes.concat(start, rest)));
    }

    function digest(bytes32 structHash) public view returns (bytes32) {
        return keccak256(bytes.concat(hex"1901", domainSeparator(), structHash));
    }
}
