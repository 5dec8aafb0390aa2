package io.parley.learning.past;

import io.parley.channel.past.PastMails;
import io.parley.learning.suggestion.Suggester;
import io.parley.learning.suggestion.Suggester.Past;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes suggestions from what agents answered in other systems, one transaction for each conversation. A conversation is
 * learned from once, however often its file is read.
 */
@Component
public class PastAnswers {
    private static final int MOST_BAD = 1_000;

    private final PastQuestions questions;
    private final Suggester suggester;
    private final PastMails mails;
    private final TransactionTemplate transaction;

    PastAnswers(PastQuestions questions, Suggester suggester, PastMails mails,
            PlatformTransactionManager transactions) {
        this.questions = questions;
        this.suggester = suggester;
        this.mails = mails;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What came of a file.
     *
     * @param outcomes how many conversations had which
     * @param bad what could not be read, at most 1,000 of it
     * @param badCount all that could not be read
     */
    public record Report(Map<Past, Integer> outcomes, List<Bad> bad, int badCount) {
        public Report {
            outcomes = Map.copyOf(outcomes);
            bad = List.copyOf(bad);
        }

        /** How many conversations had an outcome. */
        public int count(Past outcome) {
            return outcomes.getOrDefault(outcome, 0);
        }
    }

    /**
     * Something that could not be read.
     *
     * @param number of the line, or of the mail, from 1 on
     */
    public record Bad(long number, String why) {}

    /** Whether a file is a mailbox, for which one has to know from which addresses agents write. */
    public static boolean isMailbox(Path file) {
        return String.valueOf(file.getFileName()).endsWith(".mbox");
    }

    /**
     * Learns from a file: a mailbox, or an export as JSON Lines.
     *
     * @param team mail addresses and domains from which agents write
     * @param language of the conversations, as an IETF tag
     * @throws UncheckedIOException when the file cannot be read
     */
    public Report learn(Path file, List<String> team, String language) {
        Work work = new Work(language);
        try {
            if (isMailbox(file)) {
                MailThreads threads = new MailThreads(team);
                mails.read(file, threads::add, number -> work.bad(number, "is no mail that can be read"));
                threads.forEach(work);
            } else {
                readLines(file, work);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Report(work.outcomes, work.bad, work.badCount);
    }

    private void readLines(Path file, Work work) throws IOException {
        ExportLine export = new ExportLine(mails::textOf);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(Files.newInputStream(file),
                StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)))) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    read(export, line, number, work);
                }
            }
        }
    }

    private static void read(ExportLine export, String line, long number, Work work) {
        try {
            work.accept(export.read(line));
        } catch (BadLine e) {
            work.bad(number, e.why());
        }
    }

    /** What was done up to now. */
    private final class Work implements Consumer<PastConversation> {
        private final Map<Past, Integer> outcomes = new EnumMap<>(Past.class);
        private final List<Bad> bad = new ArrayList<>();
        private final String language;
        private int badCount;

        private Work(String language) {
            this.language = language;
        }

        private void bad(long number, String why) {
            badCount++;
            if (bad.size() < MOST_BAD) {
                bad.add(new Bad(number, why));
            }
        }

        @Override
        public void accept(PastConversation conversation) {
            Past outcome = questions.in(conversation)
                    .map(asked -> transaction.execute(status -> suggester.suggest(conversation.key(),
                            new Suggester.Talk(asked.question(), asked.replies(), conversation.known(), language))))
                    .orElse(Past.NOTHING);
            outcomes.merge(outcome, 1, Integer::sum);
        }
    }
}
