/** Shows tickets, and takes agents' replies, over HTTP. */
@NullMarked
package io.parley.handover.web;

import org.jspecify.annotations.NullMarked;
