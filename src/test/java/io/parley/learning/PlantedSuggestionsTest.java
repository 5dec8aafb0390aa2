package io.parley.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.answering.model.PlantedPersons;
import io.parley.answering.model.PlantedPersons.Planted;
import io.parley.knowledge.Knowledge;
import io.parley.learning.suggestion.Suggester;
import io.parley.learning.suggestion.Suggester.Talk;
import io.parley.learning.suggestion.Suggestion;
import io.parley.learning.suggestion.Suggestions;
import io.parley.learning.suggestion.Suggestions.Outcome;
import io.parley.learning.suggestion.Suggestions.Review;
import io.parley.support.ParleyTest;
import io.parley.support.StoredFaq;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What people tell of themselves is in nothing that the FAQ could learn from their conversations, or has learned. */
@ParleyTest(properties = "parley.serving=false")
@ExtendWith(OutputCaptureExtension.class)
class PlantedSuggestionsTest {
    private static final List<List<String>> TOPICS = List.of(
            List.of("Can I rent the pottery studio?", "the pottery studio is rented out on Mondays, by the hour."),
            List.of("How hot does the kiln get?",
                    "the kiln reaches a heat at which stoneware is fired without trouble."),
            List.of("Do you sell glazes by the litre?", "glazes are sold in small and in large bottles, never loose."),
            List.of("Which clay is right for bowls?", "bowls turn out well in a soft clay without any grit in it."),
            List.of("May dogs come to the class?", "dogs wait in the yard while their owners are in the class."),
            List.of("Is my vase safe in a dishwasher?", "vases with a matt glaze are to be washed by hand only."));

    @Autowired
    private Suggester suggester;
    @Autowired
    private Suggestions suggestions;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Knowledge knowledge;

    /** How many people write. */
    int persons() {
        return 60;
    }

    @AfterEach
    void forget() {
        jdbc.sql("delete from suggestion").update();
        jdbc.sql("delete from past_answer").update();
        StoredFaq.retire(jdbc, knowledge, "owner is not null");
    }

    private static Talk talk(Planted person, int i) {
        List<String> topic = TOPICS.get(i % TOPICS.size());
        String own = List.of("My mail is " + person.mail() + " and my phone " + person.phone() + ".",
                "It is about " + person.order() + ".", "I live at " + person.street() + ".",
                "Pay it to " + person.iban() + ".", "Call " + person.phone() + " about " + person.order() + ".")
                .get(i / TOPICS.size() % 5);
        String question = "Hi, I am " + person.name() + ". " + topic.getFirst() + " " + own;
        String answer = "Dear " + person.name() + ",\n" + topic.getLast() + " " + own.replace("My", "Your")
                + "\nRegards\nMarta";
        return new Talk(question, List.of(answer), List.of(person.name(), person.mail(), "Marta"), "en");
    }

    @Test
    void nothingOfAnybodyIsLearned(CapturedOutput log) {
        List<Planted> persons = PlantedPersons.of(persons());
        System.out.println("From here on the log is kept");
        for (int i = 0; i < persons.size(); i++) {
            String key = "planted:" + i;
            Talk talk = talk(persons.get(i), i);
            transaction.executeWithoutResult(status -> suggester.suggest(key, talk));
        }
        assertThat(jdbc.sql("select count(*) from past_answer").query(Integer.class).single())
                .isGreaterThan(persons.size() * 9 / 10);
        assertNothingOf(persons, stored(), "suggestions");

        List<Suggestion> open = suggestions.open(0, 1_000);
        assertThat(open.stream().map(one -> suggestions.publish(new Review(one.id(), one.wording(), true, "olga"))))
                .contains(Outcome.DONE);
        assertNothingOf(persons, stored(), "entries");
        assertNothingOf(persons, log.getAll(), "the log");
    }

    /** All texts that are learned, those of which there are vectors among them. */
    private String stored() {
        List<String> all = jdbc.sql("""
                select concat_ws(' ', question, answer, array_to_string(ways, ' '), array_to_string(differs, ' '))
                from suggestion
                union all select concat_ws(' ', id, question, answer, keywords) from faq_entry where owner = 'olga'
                union all select p.text from faq_phrasing p join faq_entry e on e.id = p.entry where e.owner = 'olga'
                union all select text from regression_case union all select detail from audit""").query(String.class)
                .list();
        return String.join("\n", all.stream().filter(Objects::nonNull).toList());
    }

    private static void assertNothingOf(List<Planted> persons, String texts, String where) {
        String small = texts.toLowerCase(Locale.ROOT);
        assertThat(small).as(where).isNotBlank();
        Stream<String> secrets = persons.stream().flatMap(Planted::secrets).distinct();
        assertThat(secrets.filter(secret -> small.contains(secret.toLowerCase(Locale.ROOT)))).as(where).isEmpty();
    }
}
