package io.parley.knowledge.faq;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/**
 * What an entry said was not true, and it says something else now; published within the transaction that changes it.
 *
 * @param revision the entry's, from which on it is right
 * @param wrong the revisions that said what was wrong
 * @param since when it began to say so
 * @param by a login, or a key's name
 */
@NamedInterface
public record EntryCorrected(FaqId entry, int revision, List<Integer> wrong, Instant since, @Nullable String by) {
    public EntryCorrected {
        wrong = List.copyOf(wrong);
    }
}
