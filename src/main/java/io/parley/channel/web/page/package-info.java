/** The web chat's page, the widget and the search page, with their words and the greeting. */
@NullMarked
package io.parley.channel.web.page;

import org.jspecify.annotations.NullMarked;
