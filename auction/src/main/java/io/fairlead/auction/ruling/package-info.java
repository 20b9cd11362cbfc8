/**
 * What {@code fairlead judge} answers: a document with orders and executions in, scores and winners
 * out, by the same rules as in the running auction.
 */
package io.fairlead.auction.ruling;
