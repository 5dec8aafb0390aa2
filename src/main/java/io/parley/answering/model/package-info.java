/** The language model: the calls to it, its prompts, and the checks that its answers pass before a customer reads them. */
@NullMarked
@NamedInterface("model")
package io.parley.answering.model;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
