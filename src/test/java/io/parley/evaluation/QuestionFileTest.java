package io.parley.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.evaluation.QuestionFile;
import io.parley.evaluation.TestQuestion;
import io.parley.evaluation.UnreadableQuestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions whose right entries are known, as files hold them. */
class QuestionFileTest {

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("questions.csv"), text);
    }

    @Test
    void takesWhatOthersCallADocumentForWhatIsExpected() throws IOException {
        assertThat(QuestionFile.read(file("question,category,document\nWhere is it?,ORDER,a4f3\n")))
                .containsExactly(new TestQuestion("Where is it?", Set.of("a4f3")));
    }

    @Test
    void prefersItsOwnWordWhereBothAreThere() throws IOException {
        assertThat(QuestionFile.read(file("question,document,expected\nWhere is it?,page,a|b\n")))
                .containsExactly(new TestQuestion("Where is it?", Set.of("a", "b")));
    }

    @Test
    void namesTheColumnThatIsMissing() throws IOException {
        Path file = file("question,answer\nWhere is it?,There.\n");
        assertThatThrownBy(() -> QuestionFile.read(file)).isInstanceOf(UnreadableQuestions.class)
                .hasMessageContaining("names no column 'expected'");
    }
}
