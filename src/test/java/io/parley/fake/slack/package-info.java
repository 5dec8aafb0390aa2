/** A workspace that speaks Slack's protocols as they are documented. */
@NullMarked
package io.parley.fake.slack;

import org.jspecify.annotations.NullMarked;
