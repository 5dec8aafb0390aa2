package io.parley.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.Knowledge;
import io.parley.knowledge.faq.ImportListener;
import io.parley.knowledge.faq.Manners;
import io.parley.knowledge.importing.KnowledgeImport;
import io.parley.support.ParleyTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** The bot with a keyword file as its FAQ: the file's own words take the place of the bot's. */
@ParleyTest
class ImportedMannersTest {
    private static final String KEYWORDS = """
            {"responses": {"slow": "To fix a slow {}, close some applications.", "greeting": "I am well, thanks! Your {}?",
                           "default": "I did not get that. Please say more."},
             "keywords": {"slow": ["slow", "lag"], "greeting": ["hello", "hi", "how are you"]},
             "blank_spot": "computer", "exit_commands": ["quit", "enough of this"]}""";

    private final Answering answering;
    private final Knowledge knowledge;
    private final KnowledgeImport imports;

    @TempDir
    private Path folder;

    @Autowired
    ImportedMannersTest(Answering answering, Knowledge knowledge, KnowledgeImport imports) {
        this.answering = answering;
        this.knowledge = knowledge;
        this.imports = imports;
    }

    @Test
    void usesTheFilesGreetingDefaultReplyAndExitWordsUntilTheFaqIsReplaced() throws IOException {
        imports.replaceBy(file("keywords.json", KEYWORDS), ImportListener.SILENT);
        knowledge.refresh();

        assertThat(notice("hello, how are you?").text()).isEqualTo("I am well, thanks! Your computer?");
        assertThat(notice("Enough of this!").kind()).isEqualTo(Notice.Kind.FAREWELL);
        Notice unknown = notice("what is the capital of France");
        assertThat(unknown.kind()).isEqualTo(Notice.Kind.NOT_UNDERSTOOD);
        assertThat(unknown.text()).startsWith("I did not get that. Please say more.").contains("\"person\"");
        assertThat(answering.answer(Question.of("qwrtzp asdfgh",
                List.of(Exchange.person("what is the capital of France"), Exchange.missed(unknown.text())))))
                .isInstanceOf(Handover.class);

        imports.importFile(file("more.csv", "question,answer\nWhat is the screen?,It is blue.\n"),
                ImportListener.SILENT);
        knowledge.refresh();
        assertThat(knowledge.manners().fallback()).isNotNull();

        imports.replaceBy(file("faq.csv", "question,answer\nWhat is the mouse?,It is grey.\n"), ImportListener.SILENT);
        knowledge.refresh();
        assertThat(knowledge.manners()).isEqualTo(Manners.NONE);
        assertThat(notice("hello").text()).isEqualTo(Bot.TEXTS.greeting());
    }

    private Notice notice(String text) {
        Answer answer = answering.answer(Question.of(text));
        assertThat(answer).isInstanceOf(Notice.class);
        return (Notice) answer;
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
