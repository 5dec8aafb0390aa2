package io.parley.channel.email;

import io.parley.channel.YamlTexts;

/** The text around answers in both forms of a mail. */
record Wording(YamlTexts texts, Links links) {
    String greeting(String name) {
        return name.isEmpty() ? texts.text("greeting") : texts.text("greeting-with-name").replace("{name}", name);
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
