/** An HTTP server whose memory, threads and times are bounded, whatever is sent to it. */
package io.fairlead.solver.http;
