/** Says how well answers fit their questions, by a model, by people, and by what happened next. */
@NullMarked
@ApplicationModule(allowedDependencies = {"answering :: model", "cost", "hours", "knowledge", "knowledge :: faq",
        "knowledge :: search"})
package io.parley.judge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
