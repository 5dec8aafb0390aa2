package io.parley.care;

import io.parley.channel.text.YamlTexts;
import io.parley.conversation.TeamMails;
import io.parley.learning.RefitStopped;
import io.parley.learning.suggestion.TakenBack;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells the owner of an entry that was taught that the bot took it back, and operators that a retraining was stopped. Where the
 * owner has no mail address, operators are told.
 */
@Component
class TeachingMails {
    private final ReviewRows rows;
    private final TeamMails mails;
    private final YamlTexts texts = YamlTexts.of("team.yaml");
    private final String publicUrl;

    TeachingMails(ReviewRows rows, TeamMails mails, @Value("${parley.public-url:}") String publicUrl) {
        this.rows = rows;
        this.mails = mails;
        this.publicUrl = publicUrl.replaceFirst("/+$", "");
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void onTakenBack(TakenBack taken) {
        rows.owned(taken.entry()).ifPresent(entry -> {
            String text = texts.text("taken-back").replace("{question}", entry.question())
                    .replace("{link}", publicUrl.isEmpty() ? "" : publicUrl + "/desk/drafts").strip();
            rows.readers(entry.mail()).forEach(reader -> mails.tell(reader, "entry " + taken.entry(), text));
        });
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void onStopped(RefitStopped stopped) {
        String text = texts.text("retraining-stopped").replace("{changed}", Integer.toString(stopped.changed()))
                .replace("{compared}", Integer.toString(stopped.compared()))
                .replace("{link}", publicUrl.isEmpty() ? "" : publicUrl + "/desk/votes").strip();
        rows.readers(null).forEach(reader -> mails.tell(reader, "retraining", text));
    }
}
