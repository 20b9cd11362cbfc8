/** What users sign and how an intent is named. */
package io.fairlead.contracts.intent;
