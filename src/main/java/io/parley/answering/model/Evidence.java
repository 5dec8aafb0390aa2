package io.parley.answering.model;

import io.parley.knowledge.faq.FaqEntry;
import io.parley.secrets.PersonalData;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The texts that an answer may rest on, and those that it must not give away.
 *
 * @param entries      the entries that the model was given, in their order
 * @param said         what the customer, the bot and agents wrote in this conversation, the question last, without what is
 *                     the customer's own
 * @param instructions the instructions as they were sent
 * @param secrets      words that no answer holds by chance: the mark and the fence
 * @param links        addresses that the site allows besides
 * @param own          what the customer's own data is called in what the model read and wrote
 */
record Evidence(List<FaqEntry> entries, List<String> said, String instructions, List<String> secrets,
        List<String> links, PersonalData own) {

    Evidence {
        entries = List.copyOf(entries);
        said = List.copyOf(said);
        secrets = List.copyOf(secrets);
        links = List.copyOf(links);
    }

    /** The text of the entries and the site's links, one per line. */
    String published() {
        return Stream.concat(entries.stream().map(Evidence::textOf), links.stream()).collect(Collectors.joining("\n"));
    }

    /** The text of the conversation, one message per line. */
    String conversation() {
        return String.join("\n", said);
    }

    /** Everything that is no secret. */
    String everything() {
        return published() + "\n" + conversation();
    }

    /** The questions and answers of entries. */
    static String saidBy(List<FaqEntry> entries) {
        return entries.stream().map(entry -> entry.question() + "\n" + Objects.requireNonNullElse(entry.answer(), ""))
                .collect(Collectors.joining("\n"));
    }

    static String textOf(FaqEntry entry) {
        return entry.question() + "\n" + Objects.requireNonNullElse(entry.answer(), "") + "\n"
                + Objects.requireNonNullElse(entry.url(), "");
    }
}
