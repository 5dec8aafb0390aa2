/** How the database goes about each statement of the application when its tables are large. */
@NullMarked
package io.parley.plans;

import org.jspecify.annotations.NullMarked;
