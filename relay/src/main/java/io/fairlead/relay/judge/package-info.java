/** {@code fairlead judge}: the auction's rules on the command line. */
package io.fairlead.relay.judge;
