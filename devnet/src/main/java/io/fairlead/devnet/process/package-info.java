/** Child processes whose output is kept and which never outlive their parent. */
@NullMarked
package io.fairlead.devnet.process;

import org.jspecify.annotations.NullMarked;
