/** What must survive kills, other orders of arrival, and the end of a parent process. */
@NullMarked
package io.fairlead.devnet.crash;

import org.jspecify.annotations.NullMarked;
