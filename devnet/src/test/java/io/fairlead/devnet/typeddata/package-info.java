/** What wallets sign, as other libraries see it. */
package io.fairlead.devnet.typeddata;
