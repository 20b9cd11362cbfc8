/**
 * Turns a solver's solution into the exact settlement the contract would execute, or says why not.
 */
package io.fairlead.auction.settle;
