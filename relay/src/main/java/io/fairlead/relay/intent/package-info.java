/** The wallet's methods: quote, sign, submit, follow, cancel. docs/protocol.md section 7. */
@NullMarked
package io.fairlead.relay.intent;

import org.jspecify.annotations.NullMarked;
