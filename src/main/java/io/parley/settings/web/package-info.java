/** Reads and changes settings over HTTP. */
@NullMarked
package io.parley.settings.web;

import org.jspecify.annotations.NullMarked;
