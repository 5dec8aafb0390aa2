/** Slack's Web API as Parley calls it: its methods, their results, its limits, and where in Slack a message goes. */
@NullMarked
package io.parley.channel.slack.api;

import org.jspecify.annotations.NullMarked;
