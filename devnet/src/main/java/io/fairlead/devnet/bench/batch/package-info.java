/** {@code fairlead bench batch}: how long clearing a batch takes, and how good it is. */
@NullMarked
package io.fairlead.devnet.bench.batch;

import org.jspecify.annotations.NullMarked;
