/** Fakes and makers of values that the tests share. */
@NullMarked
package io.fairlead.relay.testing;

import org.jspecify.annotations.NullMarked;
