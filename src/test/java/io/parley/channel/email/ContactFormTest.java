package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.YamlTexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a contact form's mail only the visitor's message is read. */
class ContactFormTest {
    private final ContactForm form = new ContactForm(new YamlTexts("email/forms.yaml"));

    @ParameterizedTest
    @ValueSource(strings = {"Message: ", "Message Body:\n", "Your message:\n\n", "Nachrichtentext:\n", "NACHRICHT: ",
            "Corps du message :\n", "Treść wiadomości:\n", "*Message:* "})
    void readsWhatStandsBehindTheLabel(String label) {
        assertThat(form.messageIn("Name: Ina\nEmail: ina@example.org\n\n" + label + "Do you ship to Norway?\n\nThanks"))
                .isEqualTo("Do you ship to Norway?\n\nThanks");
    }

    @Test
    void endsWhereTheFormSpeaksOfItself() {
        assertThat(
                form.messageIn("Message: Is it made of wood?\nFor a nursery.\n\n---\n\nDate: November 9\nPage URL: x"))
                .isEqualTo("Is it made of wood?\nFor a nursery.");
    }

    @Test
    void readsAllWhereNoLabelStands() {
        assertThat(form.messageIn("Hello,\nwhere is my order? You sent a message that it left.\n"))
                .isEqualTo("Hello,\nwhere is my order? You sent a message that it left.\n");
        assertThat(form.messageIn("Subject: Norway\nMessage:\n\n---\nDate: today")).startsWith("Subject: Norway");
    }
}
