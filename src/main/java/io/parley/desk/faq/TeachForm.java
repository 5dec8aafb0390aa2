package io.parley.desk.faq;

import io.parley.knowledge.faq.FaqId;
import io.parley.learning.suggestion.Offer;
import io.parley.learning.suggestion.Suggestion.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an agent teaches from a ticket, as its form has it.
 *
 * @param ways ways to ask, each with a tick
 * @param moreWays further ones, one a line
 * @param entry the entry of which it becomes a part
 * @param yes what they confirmed
 * @param revision the ticket's revision that they saw; null when the form does not say
 * @param asks whether the customer is asked how it was
 */
record TeachForm(String question, String answer, List<Way> ways, String moreWays, String entry, Yes yes,
        @Nullable Integer revision, boolean asks) {
    static final int LONGEST_QUESTION = 500;
    static final int LONGEST_ANSWER = 20_000;
    private static final int MOST_SHOWN = 30;
    private static final int MOST_WAYS = 50;
    /** With two others beside the question, half of what asks the same in new words is answered; with fewer hardly any is. */
    private static final int MIN_OTHER_WAYS = 2;

    TeachForm {
        ways = List.copyOf(ways);
    }

    /**
     * A way to ask.
     *
     * @param from the word for whoever asks so
     */
    record Way(String text, String from, boolean isTicked) {}

    /**
     * What an agent confirmed.
     *
     * @param looked the marked words are nobody's
     * @param rule what reads like something done for one customer holds for all
     * @param both an entry says something else to this question, and both are right
     * @param few there are fewer ways to ask than an entry needs
     */
    record Yes(boolean looked, boolean rule, boolean both, boolean few) {
        private static final Yes NONE = new Yes(false, false, false, false);
    }

    static TeachForm of(Offer offer, int revision) {
        return new TeachForm(offer.wording().question(), offer.wording().answer(),
                offer.ways().stream().map(TeachForm::way).toList(),
                "", "", Yes.NONE, revision, true);
    }

    private static Way way(Offer.Way way) {
        return new Way(way.text(), way.from().name().toLowerCase(Locale.ROOT), way.isNear());
    }

    static TeachForm of(Map<String, String> sent) {
        List<Way> ways = IntStream.range(0, MOST_SHOWN).filter(n -> sent.containsKey("way" + n))
                .mapToObj(n -> new Way(tidy(sent.get("way" + n)), from(sent.get("from" + n)),
                        sent.containsKey("use" + n)))
                .filter(way -> !way.text().isEmpty()).toList();
        String revision = sent.getOrDefault("revision", "");
        return new TeachForm(tidy(sent.get("question")), tidy(sent.get("answer")), ways, tidy(sent.get("moreWays")),
                sent.getOrDefault("entry", ""),
                new Yes(sent.containsKey("looked"), sent.containsKey("rule"), sent.containsKey("both"),
                        sent.containsKey("few")),
                revision.matches("\\d{1,9}") ? Integer.valueOf(revision) : null, sent.containsKey("ask"));
    }

    private static String from(@Nullable String sent) {
        return sent != null && List.of("customer", "others", "model").contains(sent) ? sent : "others";
    }

    /** Why nothing can be done by it, as a text's key; empty when something can. */
    Optional<String> wrong() {
        if (question.isEmpty() || question.length() > LONGEST_QUESTION) {
            return Optional.of("wrong-question");
        }
        if (answer.isEmpty() || answer.length() > LONGEST_ANSWER) {
            return Optional.of("wrong-answer");
        }
        List<String> used = used();
        boolean tooMuch = used.size() > MOST_WAYS || used.stream().anyMatch(way -> way.length() > LONGEST_QUESTION);
        return tooMuch ? Optional.of("wrong-ways") : Optional.empty();
    }

    /** The other ways to ask that are ticked or written. */
    List<String> used() {
        Stream<String> written = moreWays.lines().map(String::strip).filter(way -> !way.isEmpty());
        return Stream.concat(ways.stream().filter(Way::isTicked).map(Way::text), written).distinct()
                .filter(way -> !way.equals(question)).toList();
    }

    /** What it says; the other ways are those that are ticked or written. */
    Wording wording(String language) {
        return new Wording(question, answer, used(), language);
    }

    /** The same with other words; the ways that were not used stay, and are not ticked. */
    TeachForm with(Wording words) {
        List<Way> all = new ArrayList<>(words.ways().stream().map(text -> new Way(text, fromOf(text), true)).toList());
        ways.stream().filter(way -> !way.isTicked() && !words.ways().contains(way.text())).forEach(all::add);
        return new TeachForm(words.question(), words.answer(), all.stream().limit(MOST_SHOWN).toList(),
                String.join("\n", all.stream().skip(MOST_SHOWN).filter(Way::isTicked).map(Way::text).toList()), entry,
                yes, revision, asks);
    }

    private String fromOf(String text) {
        return ways.stream().filter(way -> way.text().equals(text)).map(Way::from).findFirst().orElse("others");
    }

    /** The same with further ways to ask, which its agent may tick. */
    TeachForm withMore(List<Offer.Way> further) {
        List<String> known = ways.stream().map(Way::text).toList();
        return new TeachForm(question, answer,
                Stream.concat(ways.stream(),
                        further.stream().map(TeachForm::way).filter(way -> !known.contains(way.text())))
                        .limit(MOST_SHOWN).toList(),
                moreWays, entry, yes, revision, asks);
    }

    /** The entry of which it becomes a part; empty when none is named. */
    Optional<FaqId> chosen() {
        return entry.isBlank() || entry.length() > FaqId.MAX_LENGTH ? Optional.empty() : Optional.of(new FaqId(entry));
    }

    /** Whether it has so few ways to ask that the bot would seldom answer with it. */
    public boolean isRarelyFound() {
        return used().size() < MIN_OTHER_WAYS;
    }

    private static String tidy(@Nullable String text) {
        return text == null ? "" : text.replace("\0", "").replace("\r\n", "\n").strip();
    }
}
