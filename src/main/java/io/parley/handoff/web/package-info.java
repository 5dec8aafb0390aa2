/** Shows tickets, and takes agents' replies, over HTTP. */
@NullMarked
package io.parley.handoff.web;

import org.jspecify.annotations.NullMarked;
