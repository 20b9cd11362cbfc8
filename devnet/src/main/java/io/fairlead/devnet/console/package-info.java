/** What a person watching a devnet sees: lines of text. */
@NullMarked
package io.fairlead.devnet.console;

import org.jspecify.annotations.NullMarked;
