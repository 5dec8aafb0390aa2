/** The pages on which agents write the FAQ and review what it could learn. */
@NullMarked
package io.parley.desk.faq;

import org.jspecify.annotations.NullMarked;
