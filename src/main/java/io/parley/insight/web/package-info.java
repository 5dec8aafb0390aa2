/** HTTP endpoints for figures. */
@NullMarked
package io.parley.insight.web;

import org.jspecify.annotations.NullMarked;
