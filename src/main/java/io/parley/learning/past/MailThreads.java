package io.parley.learning.past;

import io.parley.channel.past.PastMails.PastMail;
import io.parley.learning.past.PastConversation.Said;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds in a mailbox the mails of a team that answer customers' mails. */
final class MailThreads {
    /** Longer mails hold more than a question. */
    private static final int LONGEST = 4_000;

    private final List<String> team;
    private final Map<String, PastMail> customers = new HashMap<>();
    private final List<PastMail> answers = new ArrayList<>();

    /** @param team mail addresses and domains from which agents write */
    MailThreads(List<String> team) {
        this.team = team.stream().map(one -> one.toLowerCase(Locale.ROOT).replaceFirst("^@", "")).toList();
    }

    void add(PastMail mail) {
        PastMail kept = new PastMail(mail.id(), mail.above(), mail.from(), mail.name(), mail.subject(),
                mail.text().substring(0, Math.min(LONGEST, mail.text().length())));
        if (isTeams(mail.from().toLowerCase(Locale.ROOT))) {
            answers.add(kept);
        } else {
            customers.put(mail.id(), kept);
        }
    }

    private boolean isTeams(String from) {
        return team.stream().anyMatch(one -> from.equals(one) || from.endsWith("@" + one));
    }

    /** Each answer with what it answers. */
    void forEach(Consumer<PastConversation> each) {
        answers.forEach(answer -> answer.above().stream().map(customers::get).filter(Objects::nonNull).findFirst()
                .ifPresent(asked -> each.accept(conversation(asked, answer))));
    }

    private static PastConversation conversation(PastMail asked, PastMail answer) {
        List<String> known = Stream.of(asked.name(), asked.from(), answer.name(), answer.from())
                .filter(Objects::nonNull).toList();
        return new PastConversation("mail:" + answer.id(), asked.subject(),
                List.of(new Said(true, asked.text()), new Said(false, answer.text())), known);
    }
}
