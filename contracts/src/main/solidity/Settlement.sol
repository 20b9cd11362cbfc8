// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {AllowanceHub} from "./AllowanceHub.sol";
import {Fills} from "./Fills.sol";
import {Intent, Intents} from "./Intents.sol";
import {Nonces} from "./Nonces.sol";
import {Award, Interaction, Solutions, Trade} from "./Solutions.sol";

/// @notice A trade that has been taken and waits to be paid.
struct Payout {
    bytes32 intentHash;
    uint256 bought;
}

/// @title Executes awarded solutions of batch auctions
/// @notice Every limit an owner signed is checked here; a solver or auctioneer cannot go past one. The contract keeps
/// nothing between settlements. Users approve `hub`, never this contract.
/// @dev Amounts are wei of the token, times Unix seconds. Nothing here can receive native value.
contract Settlement is Ownable2Step, EIP712, Nonces, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @notice Largest fee of a fill, in basis points of what the owner pays.
    uint256 public constant MAX_FEE_BPS = Fills.MAX_FEE_BPS;

    address private constant PERMIT2 = 0x000000000022D473030F116dDEE9F6B43aC78BA3;

    /// @notice The contract users approve; obeys only this one.
    AllowanceHub public immutable hub;

    /// @notice Signs awards. The zero address signs nothing, so setting it stops settlements.
    address public auctioneer;

    /// @notice Receives the fees.
    address public vault;

    /// @notice Executed auctions: bit `auctionId & 0xff` of word `auctionId >> 8`.
    mapping(uint256 word => uint256 bits) public settledAuctions;

    /// @notice An intent was filled.
    /// @param intentHash EIP-712 digest of the intent
    /// @param owner who paid
    /// @param sold wei of the sell token, fee included
    /// @param bought wei of the buy token
    /// @param fee wei of the sell token
    event Fill(bytes32 indexed intentHash, address indexed owner, uint256 sold, uint256 bought, uint256 fee);

    /// @notice An award was executed.
    event Settled(uint256 indexed auctionId, address indexed solver, bytes32 transcriptHash);

    /// @notice From now on only this address signs awards.
    event AuctioneerChanged(address indexed auctioneer);

    /// @notice From now on fees go to this address.
    event VaultChanged(address indexed vault);

    /// @notice The block is after the award's last one.
    error AwardExpired(uint64 lastBlock);
    /// @notice An award of this auction was executed before.
    error AwardUsed(uint256 auctionId);
    /// @notice Tokens, prices, trades or interactions are not the awarded ones.
    error SolutionMismatch(bytes32 solutionHash);
    /// @notice The award is not signed by `auctioneer`.
    error WrongAuctioneer();
    /// @notice There must be one price for each token.
    error PriceCountMismatch(uint256 tokens, uint256 prices);
    /// @notice The token at this index is not greater than the one before it.
    error TokensNotAscending(uint256 index);
    /// @notice The price at this index is zero.
    error ZeroPrice(uint256 index);
    /// @notice The price at this index is 2^128 or more.
    error PriceTooLarge(uint256 index);
    /// @notice The trade's token indices do not point to the intent's tokens.
    error TokenMismatch(bytes32 intentHash);
    /// @notice Sell and buy token are the same.
    error SameToken(bytes32 intentHash);
    /// @notice The receiver is the zero address or this contract.
    error BadReceiver(bytes32 intentHash);
    /// @notice The intent is not signed by its owner.
    error WrongSigner(bytes32 intentHash);
    /// @notice An interaction may not call the hub, Permit2 or this contract.
    error ForbiddenTarget(uint256 index);
    /// @notice An interaction reverted with this data.
    error InteractionFailed(uint256 index, bytes reason);
    /// @notice A receiver's balance grew by this much less than the trade promises: the token takes a fee or rounds.
    error ReceivedTooLittle(bytes32 intentHash, uint256 missing);
    /// @notice After all payments too little of a token is left for the fees taken in it.
    error FeesNotCovered(address token, uint256 balance, uint256 fees);
    /// @notice The contract could not hand on everything it held of a token.
    error BalanceLeft(address token, uint256 balance);
    /// @notice Not an address fees can be sent to.
    error BadVault(address vault);

    /// @param owner_ may change auctioneer and vault
    /// @param auctioneer_ signs awards
    /// @param vault_ receives the fees
    constructor(address owner_, address auctioneer_, address vault_) Ownable(owner_) EIP712("Fairlead", "1") {
        hub = new AllowanceHub();
        _setAuctioneer(auctioneer_);
        _setVault(vault_);
    }

    /// @notice Executes an awarded solution; anybody may send it.
    /// @param award what the auctioneer signed
    /// @param awardSignature 65 bytes `r ‖ s ‖ v` by `auctioneer`
    /// @param tokens all tokens of the trades and any others to clear out, strictly ascending
    /// @param prices one clearing price per token, 0 < price < 2^128
    /// @param trades fills, executed in this order
    /// @param interactions calls that turn what was sold into what is bought
    function settle(
        Award calldata award,
        bytes calldata awardSignature,
        address[] calldata tokens,
        uint256[] calldata prices,
        Trade[] calldata trades,
        Interaction[] calldata interactions
    ) external nonReentrant {
        _useAward(award, awardSignature, Solutions.hash(tokens, prices, trades, interactions));
        _checkPrices(tokens, prices);

        uint256[] memory fees = new uint256[](tokens.length);
        Payout[] memory payouts = new Payout[](trades.length);
        for (uint256 i = 0; i < trades.length; ++i) {
            payouts[i] = _take(trades[i], tokens, prices, fees);
        }
        for (uint256 i = 0; i < interactions.length; ++i) {
            _interact(i, interactions[i]);
        }
        for (uint256 i = 0; i < trades.length; ++i) {
            _pay(trades[i].intent, payouts[i]);
        }
        for (uint256 i = 0; i < tokens.length; ++i) {
            _clear(IERC20(tokens[i]), fees[i], award.solver);
        }
        emit Settled(award.auctionId, award.solver, award.transcriptHash);
    }

    /// @notice Replaces the auctioneer; awards of the former one no longer execute. Owner only.
    function setAuctioneer(address auctioneer_) external onlyOwner {
        _setAuctioneer(auctioneer_);
    }

    /// @notice Replaces the receiver of fees. Owner only.
    function setVault(address vault_) external onlyOwner {
        _setVault(vault_);
    }

    /// @notice EIP-712 domain separator on this chain.
    function domainSeparator() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /// @notice EIP-712 digest of an intent: what its owner signs.
    function intentHash(Intent calldata intent) public view returns (bytes32) {
        return _hashTypedDataV4(Intents.hashStruct(intent));
    }

    /// @notice EIP-712 digest of an award: what the auctioneer signs.
    function awardHash(Award calldata award) public view returns (bytes32) {
        return _hashTypedDataV4(Solutions.hashStruct(award));
    }

    /// @notice The hash by which an award names a solution.
    function solutionHash(
        address[] calldata tokens,
        uint256[] calldata prices,
        Trade[] calldata trades,
        Interaction[] calldata interactions
    ) external pure returns (bytes32) {
        return Solutions.hash(tokens, prices, trades, interactions);
    }

    /// @dev Checks an award and marks its auction as executed.
    function _useAward(Award calldata award, bytes calldata signature, bytes32 solution) private {
        if (block.number > award.lastBlock) revert AwardExpired(award.lastBlock);
        uint256 word = award.auctionId >> 8;
        uint256 bit = 1 << (award.auctionId & 0xff);
        uint256 bits = settledAuctions[word];
        if (bits & bit != 0) revert AwardUsed(award.auctionId);
        if (solution != award.solutionHash) revert SolutionMismatch(solution);
        if (!_signedBy(auctioneer, awardHash(award), signature)) revert WrongAuctioneer();
        settledAuctions[word] = bits | bit;
    }

    /// @dev Strictly ascending tokens give each token exactly one price, which makes the prices uniform.
    function _checkPrices(address[] calldata tokens, uint256[] calldata prices) private pure {
        if (tokens.length != prices.length) revert PriceCountMismatch(tokens.length, prices.length);
        address previous = address(0);
        for (uint256 i = 0; i < tokens.length; ++i) {
            if (tokens[i] <= previous) revert TokensNotAscending(i);
            previous = tokens[i];
            if (prices[i] == 0) revert ZeroPrice(i);
            if (prices[i] > type(uint128).max) revert PriceTooLarge(i);
        }
    }

    /// @dev Checks a trade, records its fill and only then pulls what the owner pays.
    /// @param fees running total per token, in wei; the trade's fee is added
    function _take(Trade calldata trade, address[] calldata tokens, uint256[] calldata prices, uint256[] memory fees)
        private
        returns (Payout memory)
    {
        Intent calldata intent = trade.intent;
        bytes32 digest = intentHash(intent);
        uint256 sellIndex = trade.sellTokenIndex;
        uint256 buyIndex = trade.buyTokenIndex;
        if (
            sellIndex >= tokens.length || buyIndex >= tokens.length || tokens[sellIndex] != intent.sellToken
                || tokens[buyIndex] != intent.buyToken
        ) revert TokenMismatch(digest);
        if (sellIndex == buyIndex) revert SameToken(digest);
        if (intent.receiver == address(0) || intent.receiver == address(this)) revert BadReceiver(digest);
        // Not ERC-1271 even if the owner has code: the key of a delegated account (EIP-7702) stays its owner.
        if (!_signedBy(intent.owner, digest, trade.signature)) revert WrongSigner(digest);

        (uint256 sold, uint256 bought) =
            Fills.amounts(intent.side, trade.executedAmount, trade.fee, prices[sellIndex], prices[buyIndex]);
        Fills.check(intent, digest, sold, bought, trade.fee);
        _recordFill(intent, digest, sold, bought);
        fees[sellIndex] += trade.fee;
        emit Fill(digest, intent.owner, sold, bought, trade.fee);

        // Some tokens refuse transfers of nothing.
        if (sold != 0) hub.pull(IERC20(intent.sellToken), intent.owner, sold);
        return Payout(digest, bought);
    }

    /// @dev Runs one call. Anything may be called except what could reach somebody else's tokens. An approval that a
    /// solver leaves behind reaches only what later settlements hold for a moment: taking it makes them revert.
    function _interact(uint256 index, Interaction calldata interaction) private {
        address target = interaction.target;
        if (target == address(hub) || target == PERMIT2 || target == address(this)) revert ForbiddenTarget(index);
        (bool success, bytes memory reason) = target.call(interaction.callData);
        if (!success) revert InteractionFailed(index, reason);
    }

    /// @dev Pays a receiver and makes sure that all of it arrived, so that the limit holds for what was received.
    function _pay(Intent calldata intent, Payout memory payout) private {
        if (payout.bought == 0) return;
        IERC20 token = IERC20(intent.buyToken);
        uint256 due = token.balanceOf(intent.receiver) + payout.bought;
        token.safeTransfer(intent.receiver, payout.bought);
        uint256 balance = token.balanceOf(intent.receiver);
        if (balance < due) revert ReceivedTooLittle(payout.intentHash, due - balance);
    }

    /// @dev Hands on everything held of a token: the fees taken in it to the vault, the rest to the solver.
    function _clear(IERC20 token, uint256 fees, address solver) private {
        uint256 balance = token.balanceOf(address(this));
        if (balance < fees) revert FeesNotCovered(address(token), balance, fees);
        if (balance == 0) return;
        if (fees != 0) token.safeTransfer(vault, fees);
        if (balance != fees) token.safeTransfer(solver, balance - fees);
        uint256 left = token.balanceOf(address(this));
        if (left != 0) revert BalanceLeft(address(token), left);
    }

    function _setAuctioneer(address auctioneer_) private {
        auctioneer = auctioneer_;
        emit AuctioneerChanged(auctioneer_);
    }

    function _setVault(address vault_) private {
        // Fees sent here would go to the next solver.
        if (vault_ == address(0) || vault_ == address(this)) revert BadVault(vault_);
        vault = vault_;
        emit VaultChanged(vault_);
    }

    /// @dev Refuses lengths other than 65, a high `s`, `v` other than 27 and 28, and the zero address as signer.
    function _signedBy(address signer, bytes32 digest, bytes calldata signature) private pure returns (bool) {
        (address recovered, ECDSA.RecoverError err,) = ECDSA.tryRecoverCalldata(digest, signature);
        return err == ECDSA.RecoverError.NoError && recovered == signer;
    }
}
