package io.parley.channel.email.sending;

import io.parley.channel.email.thread.Links;
import io.parley.channel.email.thread.MailDraft;
import io.parley.channel.text.YamlTexts;
import java.util.List;
import java.util.Locale;

/** The text around answers in both forms of a mail. */
record Wording(YamlTexts texts, Links links) {
    private static final List<String> GREETINGS = YamlTexts.of("email/questions.yaml").list("greeting").stream()
            .map(word -> word.toLowerCase(Locale.ROOT)).toList();

    /** The line above the answer; empty above an agent's reply that begins with one. */
    String greeting(MailDraft letter, String name) {
        if (letter.byPerson() && greets(letter.text())) {
            return "";
        }
        return name.isEmpty() ? texts.text("greeting") : texts.text("greeting-with-name").replace("{name}", name);
    }

    private static boolean greets(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        return GREETINGS.stream().anyMatch(word -> lower.startsWith(word)
                && (lower.length() == word.length() || !Character.isAlphabetic(lower.codePointAt(word.length()))
                        || Character.isIdeographic(lower.codePointAt(0))));
    }

    /** The text under the answer; empty under an agent's reply, which ends as the agent wrote it. */
    String signOff(MailDraft letter, String shop) {
        if (letter.byPerson()) {
            return "";
        }
        return shop.isEmpty() ? texts.text("sign-off") : texts.text("sign-off-of-shop").replace("{shop}", shop);
    }

    String footer(MailDraft letter) {
        String agent = letter.agent();
        return letter.byPerson()
                ? texts.text("footer-person").replace("{agent}", agent == null ? "" : MailRenderer.printable(agent))
                : texts.text("footer");
    }

    /** How to say what links would say, where there are none; may be empty. */
    String hint(MailDraft letter) {
        if (links.possible()) {
            return "";
        }
        return letter.verdictWanted()
                ? texts.text("without-links")
                : letter.personOffered() ? texts.text("person-without-links") : "";
    }

    boolean asksForVerdict(MailDraft letter) {
        return links.possible() && letter.verdictWanted();
    }

    boolean offersPerson(MailDraft letter) {
        return links.possible() && letter.personOffered();
    }

    String choicesHow(boolean numbered) {
        String key = numbered ? "choices" : "choices-by-words";
        return texts.text(links.possible() ? key + "-or-links" : key);
    }
}
