// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {BasketIntent, Intent, TwapIntent} from "./Terms.sol";

/// @title Settlement as the protocol page states it
/// @notice The tests deploy the compiled contract and speak to it through this, so that they compile in seconds and a
/// name or layout that differs from the page fails.
interface ISettlement {
    error ReentrancyGuardReentrantCall();
    error Malformed();
    error AwardExpired(uint256 lastBlock);
    error AwardUsed(uint256 auctionId);
    error TokensNotAscending(uint256 index);
    error ZeroPrice(uint256 index);
    error TokenMismatch(bytes32 intentHash);
    error SameToken(bytes32 intentHash);
    error BadReceiver(bytes32 intentHash);
    error HooksMissing(bytes32 intentHash);
    error AmountTooLarge(bytes32 intentHash);
    error LimitNotMet(bytes32 intentHash);
    error FeeTooHigh(bytes32 intentHash);
    error WindowClosed(bytes32 intentHash);
    error NotFullFill(bytes32 intentHash);
    error WrongLane(bytes32 intentHash);
    error NonceUsed(bytes32 intentHash);
    error Overfilled(bytes32 intentHash);
    error WrongSigner(bytes32 intentHash);
    error BadBasket(bytes32 intentHash);
    error WrongAuctioneer();
    error ForbiddenTarget(uint256 index);
    error InteractionFailed(uint256 index, bytes reason);
    error CoverExceeded(address token, uint256 missing);
    error NoConsent();
    error ReceivedTooLittle(uint256 payment, uint256 missing);
    error BalanceLeft(address token, uint256 balance);
    error LegOverpaid(bytes32 intentHash, uint256 leg, uint256 excess);
    error LegShort(bytes32 intentHash, uint256 leg, uint256 missing);
    error UnexpectedAsset(address token);
    error UnexpectedValue(address sender);
    /// Of the trampoline.
    error MalformedHooks();
    error TooLittleGas(uint256 hook);
    error BadVault(address vault);
    error OwnableInvalidOwner(address owner);
    error OwnableUnauthorizedAccount(address account);

    event Fill(bytes32 indexed intentHash, uint256 amounts);
    event FillWithFee(bytes32 indexed intentHash, uint256 amounts, uint256 fee);
    event BasketFill(bytes32 indexed intentHash, uint256 units, int256 quote);
    event Settled(uint256 indexed auctionId, address indexed solver, bytes32 transcriptHash);
    event NoncesInvalidated(address indexed owner, uint256 word, uint256 mask);
    event Presigned(address indexed owner, bytes32 indexed intentHash, bool signed);
    event AuctioneerChanged(address indexed auctioneer);
    event VaultChanged(address indexed vault);
    event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner);
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    function settle(bytes calldata bundle) external;
    function invalidateNonces(uint256 word, uint256 mask) external;
    function presign(bytes32 intentHash, bool signed) external;

    function setAuctioneer(address auctioneer) external;
    function setVault(address vault) external;
    function transferOwnership(address newOwner) external;
    function acceptOwnership() external;

    function intentHash(Intent calldata intent) external view returns (bytes32);
    function twapHash(TwapIntent calldata intent) external view returns (bytes32);
    function basketHash(BasketIntent calldata intent) external view returns (bytes32);
    function domainSeparator() external view returns (bytes32);
    function eip712Domain()
        external
        view
        returns (bytes1, string memory, string memory, uint256, address, bytes32, uint256[] memory);
    function nonces(address owner, uint256 word) external view returns (uint256);
    function sharedNonces(uint256 word) external view returns (uint256);
    function filled(bytes32 intentHash) external view returns (uint256);
    function presigned(address owner, bytes32 intentHash) external view returns (bool);
    function auctionState(uint256 auctionId) external view returns (uint256);
    function owner() external view returns (address);
    function hub() external view returns (address);
    function trampoline() external view returns (address);
    function weth() external view returns (address);
    function auctioneer() external view returns (address);
    function vault() external view returns (address);
    function MAX_FEE_BPS() external view returns (uint256);
}

/// @notice The contract users approve, and the trampoline, towards strangers.
interface IServant {
    error NotSettlement(address caller);

    function settlement() external view returns (address);
}
