/** The pages on which administrators hand out what is known of a person, and erase them. */
@NullMarked
package io.parley.desk.privacy;

import org.jspecify.annotations.NullMarked;
