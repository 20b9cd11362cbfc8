/** The command line. */
@NullMarked
package io.fairlead.devnet.cli;

import org.jspecify.annotations.NullMarked;
