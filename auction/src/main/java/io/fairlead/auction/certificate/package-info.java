/**
 * Proofs of how good a solution is: any price vector is an upper bound on every score that the
 * orders and the liquidity of an auction allow.
 *
 * <p><b>What is maximised.</b> A fill of order {@code o} sells {@code x} (fee included) of token
 * {@code A} and buys {@code y} of token {@code B}; {@code S}, {@code M} are the signed sell and buy
 * amounts, {@code w} is the buy token's reference price in native wei per wei, zero if it has none.
 * {@link io.fairlead.auction.score.Scoring} gives it, for sell and for buy orders alike, at most
 * {@code s = w * (y - x * M / S)}: for a buy order {@code (S * y / M - x) * M / S} is the same;
 * both floors only take away. The limit is {@code S * y >= M * x}; a sell order sells {@code x <=
 * c}, a buy order buys {@code y <= c}, {@code c} being what is left of it.
 *
 * <p><b>Theorem.</b> Let {@code v >= 0} be a price per token, and {@code v[B] >= w} wherever a sell
 * order can buy {@code B} or a basket is quoted in it. Then every settlement of the orders which
 * takes from and gives to nobody but their owners and the liquidity, by swaps, scores at most the
 * sum of
 *
 * <ul>
 *   <li>{@code c * max(0, v[A] - v[B] * M / S)} per sell order,
 *   <li>{@code c * max(0, w - v[B], v[A] * S / M - v[B])} per buy order,
 *   <li>{@code u * max(0, -v[Q] * L - sum a * v[A])} per basket with {@code u} units left, limit
 *       {@code L} in token {@code Q} and legs {@code a} of ERC-20 tokens {@code A} per unit,
 *   <li>{@code sup v . (out - in)} over all its trades, per pool.
 * </ul>
 *
 * <p><b>Proof.</b> Of every token a settlement cannot pay more than it is paid: {@code sum y + sum
 * in <= sum x + sum out}; network fees and what is left over are only a reason for it to be less.
 * Add {@code v} times the difference to the score; the sum falls apart into one part per order and
 * per pool, each at most its own supremum (weak duality). A sell order's part {@code (w - v[B]) * y
 * + (v[A] - w * M / S) * x} falls in {@code y} because {@code v[B] >= w}, so {@code y} is best at
 * the limit, {@code x * M / S}, which leaves the term above. A buy order's part is linear on the
 * triangle {@code 0 <= y <= c, 0 <= x <= y * S / M}; its corners are the three values. A basket's
 * part {@code (w - v[Q]) * q - n * (w * L + sum a * v[A])} of {@code n} units falls in the net
 * amount {@code q} likewise, so that is best at the limit {@code n * L}, and linear in {@code n}.
 * Uniform prices, fills of all or nothing, whole numbers, windows, gas and the rounding of payments
 * shrink what can be done and not the bound: amounts are those really moved, however they came
 * about.
 *
 * <p><b>Several swaps in one pool</b> are no better than one. Concentrated liquidity keeps its fees
 * apart, so its state is its price alone, and a stretch of the curve passed both ways costs the fee
 * twice and returns to the start. With the fee left in the reserves of a weighted product the final
 * reserves {@code Z} reached from {@code R} satisfy {@code prod h(Z/R)^w >= 1}, {@code h(r) =
 * min(r, 1 + g(r - 1))} with {@code g} = one less the fee, for one swap, and for more of them
 * because {@code h(r * s) >= h(r) * h(s)} (four cases); constant product is the case of equal
 * weights. Value taken is {@code v . (R - Z)}. This is the path deficiency of Angeris and Chitra,
 * "Improved Price Oracles" (2020).
 *
 * <p>For the invariant of stable pools the like does not hold for certain, so their bound counts no
 * fee: whatever the swaps, the invariant does not fall. A limit order is linear.
 *
 * <p><b>Not covered:</b> what is not in the instance. A custom interaction may reach other
 * liquidity, a solver's own tokens, or add and remove liquidity; its score can then be above the
 * bound, which stays what it is: a bound for this instance. The same holds for tokens that change
 * balances by themselves.
 *
 * <p><b>Rounding.</b> Prices are integers as given, one unit being 10^-36 wei per wei; each term is
 * an integer of that unit, rounded up, and the sum is rounded up to wei. Nothing here is a floating
 * point number except what {@link io.fairlead.auction.certificate.CertificateMaker} starts from,
 * and the search for a good one of many valid bounds of a weighted or stable pool.
 */
package io.fairlead.auction.certificate;
