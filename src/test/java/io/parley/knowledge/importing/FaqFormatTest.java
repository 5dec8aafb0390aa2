package io.parley.knowledge.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.Manners;
import io.parley.knowledge.faq.NamedThing;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contents that each format reads from files; the shared seeds are in {@link SeedFilesTest}. */
class FaqFormatTest {

    private static FaqFormat.Contents read(String name, String text) {
        return FaqFormat.contentsOf(FaqFile.of(name, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> questions(FaqFormat.Contents contents) {
        return contents.rows().stream().map(FaqRow::question).toList();
    }

    @Test
    void takesEachRowOfBitextWithResponsesAsAnEntryAndFillsWhatItKnows() {
        ShopSettings shop = new ShopSettings("Fern & Kiln", "+44 20 7946 0000", "9 to 5", null, "https://fern.example",
                null, null);
        String csv = """
                flags,instruction,category,intent,response
                B,where is order {{Order Number}},ORDER,track_order,"Call {{Customer Support Phone Number}} in {{Customer Support Hours}} or see {{Website URL}} of {{Company Name}} for {{Order Number}}."
                B,where is order {{Order Number}},ORDER,track_order,"Another answer."
                B,where is order {{Order Number}},ORDER,track_order,"Another answer."
                B,,ORDER,track_order,"Nothing asked."
                """;

        FaqFormat.Contents contents = FaqFormat
                .contentsOf(FaqFile.of("a.csv", csv.getBytes(StandardCharsets.UTF_8)), shop);

        assertThat(contents.rows()).extracting(FaqRow::answer).containsExactly(
                "Call +44 20 7946 0000 in 9 to 5 or see https://fern.example of Fern & Kiln for Order Number.",
                "Another answer.");
        assertThat(questions(contents)).containsOnly("where is order Order Number");
        assertThat(contents.rows()).extracting(FaqRow::id).doesNotHaveDuplicates();
        assertThat(contents.problems()).containsExactly(new ImportReport.Problem(5, "has no question"));
        assertThat(read("a.csv", csv).rows()).extracting(FaqRow::id)
                .containsExactlyElementsOf(contents.rows().stream().map(FaqRow::id).toList());
    }

    @Test
    void makesADraftOfEachIntentOfBitextWithoutResponses() {
        FaqFormat.Contents contents = read("a.csv", """
                \uFEFFflags,utterance,category,intent
                B,cancel my order,ORDER,cancel_order
                B,I want a refund,REFUND,get_refund
                B,Cancel my order!,ORDER,cancel_order
                B,stop the order,ORDER,cancel_order
                B,lost,ORDER,
                """);

        assertThat(questions(contents)).containsExactly("cancel my order", "I want a refund");
        assertThat(contents.rows().getFirst().alternatives()).containsExactly("stop the order");
        assertThat(contents.rows()).extracting(FaqRow::answer).containsOnlyNulls();
        assertThat(contents.rows()).extracting(row -> row.id().value()).containsExactly("cancel_order", "get_refund");
        assertThat(contents.problems()).containsExactly(new ImportReport.Problem(6, "names no intent"));
    }

    @Test
    void joinsDuplicatesOfQuestionPairsAcrossRows() {
        FaqFormat.Contents contents = read("pairs.tsv", """
                id\tqid1\tqid2\tquestion1\tquestion2\tis_duplicate
                0\t1\t2\tHow do I bake bread?\tHow is bread baked?\t1
                1\t3\t4\tWhat is rye?\tWhat is wheat?\t0
                2\t5\t6\tHow can one bake bread?\thow is bread baked\t1
                3\t7\t8\tOnly one\t\t1
                4\t9\t10\tA?\tB?\tmaybe
                5\t11\t12\tToo\tfew
                """);

        assertThat(questions(contents)).containsExactly("How do I bake bread?", "What is rye?", "What is wheat?");
        assertThat(contents.rows().getFirst().alternatives()).containsExactly("How is bread baked?",
                "How can one bake bread?");
        assertThat(contents.rows()).extracting(FaqRow::answer).containsOnlyNulls();
        assertThat(contents.problems()).extracting(ImportReport.Problem::line).containsExactly(5L, 6L, 7L);
    }

    @Test
    void readsIntentsAsAListAndUnderTheirName() {
        String list = """
                [{"tag": "hours", "patterns": ["When are you open?", "opening hours"], "responses": ["Daily.", "Always."]},
                 {"tag": "none", "patterns": [], "responses": ["?"]},
                 {"tag": "delivery", "patterns": "Do you deliver?"},
                 7,
                 {"tag": "hours", "patterns": ["Again?"], "responses": []}]
                """;
        for (String text : List.of(list,
                "{\"version\": 1, \"intents\":\n" + list.strip() + ", \"more\": {\"a\": [1]}}")) {
            FaqFormat.Contents contents = read("intents.json", text);

            assertThat(questions(contents)).containsExactly("When are you open?", "Do you deliver?");
            assertThat(contents.rows()).extracting(FaqRow::answer).containsExactly("Daily.", null);
            assertThat(contents.rows().getFirst().alternatives()).containsExactly("opening hours");
            assertThat(contents.problems()).extracting(ImportReport.Problem::reason)
                    .anyMatch(r -> r.contains("patterns"))
                    .anyMatch(r -> r.contains("no JSON object")).anyMatch(r -> r.contains("same entry as line"));
        }
        assertThat(read("intents.json", list).problems()).extracting(ImportReport.Problem::line)
                .containsExactly(2L, 4L, 5L);
    }

    @Test
    void readsJsonLines() {
        FaqFormat.Contents contents = read("faq.jsonl",
                """
                        {"question": "Is it open?", "answer": "Yes.", "alternatives": ["open now?", "open\\ntoday?"], "id": "open"}

                        {"question": "Parking?", "keywords": ["car", "bike"]}
                        {"question": "Broken"
                        {"tag": "wifi", "patterns": ["wifi?"], "responses": ["Free."]}
                        {"answer": "Nothing asked."}
                        {"question": {"en": "nested"}}
                        ["list"]
                        """);

        assertThat(questions(contents)).containsExactly("Is it open?", "Parking?", "wifi?");
        assertThat(contents.rows().getFirst().alternatives()).containsExactly("open now?", "open today?");
        assertThat(contents.rows().get(1).keywords()).isEqualTo("car bike");
        assertThat(contents.problems()).extracting(ImportReport.Problem::line).containsExactly(4L, 6L, 7L, 8L);
    }

    @Test
    void leavesAGreetingOutThatIsTooLongToBeKept() {
        FaqFormat.Contents contents = read("keywords.json", """
                {"responses": {"slow": "Close some applications.", "greeting": "%s", "default": "Please say more."},
                 "keywords": {"slow": ["slow"]}}""".formatted("Hello! ".repeat(200)));

        assertThat(contents.manners()).isEqualTo(new Manners(null, "Please say more.", List.of()));
        assertThat(contents.rows()).hasSize(1);
        assertThat(contents.read()).isEqualTo(2);
        assertThat(contents.problems()).extracting(ImportReport.Problem::reason).singleElement().asString()
                .contains("1399 characters in 'greeting'", "800");
    }

    @Test
    void readsMarkdownWithOneHeadingAQuestion() {
        FaqFormat.Contents contents = read("faq.md", """
                ---
                title: ours
                ---
                # Questions and answers

                ## Delivery

                ### How long does it take?

                **Two** days, see [the list](https://shop.example/list).

                - by bike
                - by train

                ```
                # no heading
                ```

                ### Do you ship abroad?

                Paying
                ------

                ### Which cards?
                Most.
                ### which cards
                Twice.
                """);

        assertThat(questions(contents)).containsExactly("How long does it take?", "Do you ship abroad?",
                "Which cards?");
        assertThat(contents.rows().getFirst().answer()).contains("Two days").contains("https://shop.example/list")
                .contains("by bike\n").contains("# no heading").doesNotContain("**");
        assertThat(contents.rows().get(1).answer()).isNull();
        assertThat(contents.rows()).extracting(FaqRow::category).containsExactly("Delivery", "Delivery", "Paying");
        assertThat(contents.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(26);
            assertThat(problem.reason()).contains("same entry as line 24");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "faq.csv   | {\"intents\": []}              | holds JSON",
            "faq.json  | question,answer                | holds a table",
            "faq.md    | question,answer                | holds a table",
            "faq.csv   | # Is it open?                  | holds Markdown",
            "faq.json  | [{\"tag\": \"a\",              | no well-formed JSON",
            "faq.json  | {\"a\": 1}                     | neither intents nor keywords",
            "faq.json  | {\"intents\": []} {}           | goes on after its end",
            "faq.md    | Just text.                     | no heading",
            "faq.csv   | <html><body>Hello</body></html>| web page",
            "faq.csv   | ''                             | empty",
            "faq       | hello                          | question",
    })
    void saysInOneSentenceThatAFileIsNotWhatItSays(String name, String text, String because) {
        assertThatThrownBy(() -> read(name, text)).isInstanceOf(UnreadableFaq.class)
                .hasMessageStartingWith(name + ": ").hasMessageContaining(because).hasMessageNotContaining("\n");
    }

    @Test
    void namesTheFormatThatASpreadsheetMustSave() {
        for (Charset other : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16)) {
            assertThatThrownBy(() -> FaqFile.of("faq.csv", "question,answer\nGrüße?,Ja\n".getBytes(other)))
                    .isInstanceOf(UnreadableFaq.class).hasMessageContaining("not UTF-8")
                    .hasMessageContaining("\"CSV UTF-8\"");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "my macbook is slow                    | macbook",
            "my computer is slow                   | computer",
            "Does my toaster has a virus?          | toaster",
            "My phone slow and draining            | phone",
            "it is slow                            | computer",
            "my slow performance                   | computer",
            "the <b>x</b> is slow                  | computer",
            "my laptop freezes                     | laptop",
            "why is my gaming laptop so slow       | gaming laptop",
            "''                                    | computer",
    })
    void fillsABlankWithTheThingThatAQuestionNames(String question, String thing) {
        String answer = NamedThing.markedIn("To fix a slow {} performance.", "computer");
        FaqEntry entry = new FaqEntry(new FaqId("slow"), "slow", answer, "", "slow, lag, performance, virus", null,
                null,
                null, "en", FaqEntry.State.PUBLISHED, 1);

        assertThat(NamedThing.answering(entry, question).answer())
                .isEqualTo("To fix a slow " + thing + " performance.");
        assertThat(NamedThing.usual(answer)).isEqualTo("To fix a slow computer performance.");
    }

    @ParameterizedTest
    @CsvSource({"phone,none", "email,nobody", "website,www.example.org", "website,javascript:alert(1)", "name,'a\nb'"})
    void refusesAShopThatCannotBe(String setting, String value) {
        assertThatThrownBy(() -> new ShopSettings(only("name", setting, value), only("phone", setting, value), null,
                only("email", setting, value), only("website", setting, value), null, null))
                .hasMessageContaining("parley.shop." + setting);
    }

    private static @org.jspecify.annotations.Nullable String only(String wanted, String setting, String value) {
        return wanted.equals(setting) ? value : null;
    }
}
