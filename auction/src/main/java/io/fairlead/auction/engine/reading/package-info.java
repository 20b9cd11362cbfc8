/**
 * Reads the requests of an engine's node quickly: what was in the request before is recognised by
 * its text, and an order in the usual form is read from the bytes at once. Whatever is in another
 * form, or wrong, is read by {@code EngineJson}, which alone says what is wrong.
 */
@NullMarked
package io.fairlead.auction.engine.reading;

import org.jspecify.annotations.NullMarked;
