/** Signs transactions, sends them privately or publicly and finds out what became of them. */
package io.fairlead.chain.submit;
