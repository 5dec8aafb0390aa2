package io.parley.care;

import io.parley.channel.text.YamlTexts;
import io.parley.conversation.TeamMails;
import io.parley.learning.RefitStopped;
import io.parley.learning.suggestion.Doubted;
import io.parley.learning.suggestion.TakenBack;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells the owner of an entry that was taught that the bot took it back, or that customers doubt it, and operators that a
 * retraining was stopped. Where the owner has no mail address, operators are told.
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
        tellOwner(taken.entry(), texts.text("taken-back"), "/desk/drafts");
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void onDoubted(Doubted doubted) {
        tellOwner(doubted.entry(), texts.text("doubted").replace("{down}", Integer.toString(doubted.thumbs().down()))
                .replace("{up}", Integer.toString(doubted.thumbs().up())),
                "/desk/faq/entry?id="
                        + URLEncoder.encode(doubted.entry(), StandardCharsets.UTF_8));
    }

    private void tellOwner(String id, String text, String page) {
        rows.owned(id).ifPresent(entry -> {
            String told = text.replace("{question}", entry.question())
                    .replace("{link}", publicUrl.isEmpty() ? "" : publicUrl + page).strip();
            rows.readers(entry.mail()).forEach(reader -> mails.tell(reader, "entry " + id, told));
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
