/** Tickets, verdicts and history over HTTP, from a question to the person's reply. */
@NullMarked
package io.parley.handoff.web;

import org.jspecify.annotations.NullMarked;
