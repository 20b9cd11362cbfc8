/**
 * An interior point method for the router's problem: slower per step than Newton's method on the
 * dual, but where steep pools and fees bend the dual so that its steps fail, the number of steps
 * stays the same.
 */
@NullMarked
package io.fairlead.solver.dual.interior;

import org.jspecify.annotations.NullMarked;
