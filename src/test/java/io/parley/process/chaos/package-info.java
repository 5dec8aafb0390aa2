/** The application as processes of their own, under load on all channels, while the database and the services go wrong. */
@NullMarked
package io.parley.process.chaos;

import org.jspecify.annotations.NullMarked;
