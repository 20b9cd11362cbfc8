/**
 * Edge mathematics: what each kind of liquidity trades at given prices, what that is worth, and how
 * it bends. Doubles, in the search only: whatever is executed is computed again in integers.
 */
package io.fairlead.solver.dual.edge;
