package io.parley.channel.email.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.text.YamlTexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a contact form's mail only the visitor's message is read. */
class ContactFormTest {
    private static final ContactForm form = new ContactForm(YamlTexts.of("email/forms.yaml"));

    @ParameterizedTest
    @ValueSource(strings = {"Message: ", "Message Body:\n", "Your message:\n\n", "Nachrichtentext:\n", "NACHRICHT: ",
            "Corps du message :\n", "Message du client :\n\n", "Body:\n", "Treść wiadomości:\n", "*Message:* "})
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

    @ParameterizedTest
    @ValueSource(strings = {"Datenschutz: gelesen und akzeptiert",
            "Commande n° : \n\nPièce jointe : \n\nShop [https://shop.example] made with a shop",
            "Privacy policy: accepted\nIP address: 192.0.2.1", "GDPR consent: yes", "Newsletter: nein",
            "Seite: https://shop.example/kontakt"})
    void endsWhereOtherFieldsFollow(String fields) {
        assertThat(form.messageIn("Name: Ina\nMessage: Is it made of wood?\n" + fields))
                .isEqualTo("Is it made of wood?");
        assertThat(form.messageIn("Name: Ina\nMessage:\n\nIs it made of wood?\n\n" + fields))
                .isEqualTo("Is it made of wood?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Comment or Message", "--- Comment or Message ---", "Message", "Kommentar oder Nachricht",
            "Commentaire ou message", "Comentario o mensaje", "Commento o messaggio", "Comentário ou mensagem",
            "Opmerking of bericht", "Komentarz lub wiadomość"})
    void readsWhatStandsUnderTheLabelWhereEachFieldDoes(String label) {
        String above = "Name\nIna\nEmail\nina@example.org\nOrder number\n4711\n" + label + "\n";
        String message = "Do you ship to Norway?\n\nQuestion: what does it cost?\nIna";
        assertThat(form.isFilledIn(above + message, "ina@example.org")).isTrue();
        assertThat(form.messageIn(above + message)).isEqualTo(message);
        assertThat(form.messageIn(above + message + "\nPrivacy\nI agree\nPage URL\nhttps://shop.example/contact"))
                .isEqualTo(message);
    }

    @Test
    void takesAHeadingForNoLabel() {
        assertThat(form.messageIn("Message\nEmail: ina@example.org\nMessage: Is it made of wood?"))
                .isEqualTo("Is it made of wood?");
        assertThat(form.isFilledIn("Question\nIs it made of wood?\nina@example.org", "ina@example.org")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Order ID: 4711", "BESTELL-ID: 4711", "ID DE LA COMMANDE : 4711", "ID de pedido: 4711",
            "ID ordine: 4711", "ID da encomenda: 4711", "Bestelnummer: 4711", "ID zamówienia: 4711"})
    void endsBeforeTheOrderThatTheFormNames(String order) {
        assertThat(form.messageIn("* EMAIL: ina@example.org\n\n* MESSAGE:\n\nIs it made of wood?\n\n* " + order
                + "\n\nShop [https://shop.example]")).isEqualTo("Is it made of wood?");
        assertThat(form.messageIn("Message: Is it made of wood?\n\n" + order + "\nAttached file: wood.png"))
                .isEqualTo("Is it made of wood?");
        String own = "Is it made of wood?\n\n" + order;
        assertThat(form.messageIn("Message: " + own)).isEqualTo(own);
    }

    @Test
    void keepsAFieldThatTheVisitorWroteAbove() {
        String text = "My order: 4711\nNewsletter: no\nIt has not come. Where is it now?\nOrder: 4711";
        assertThat(form.messageIn("Name: Ina\nMessage:\n" + text)).isEqualTo(text);
    }

    @Test
    void readsAllWhereNoLabelStands() {
        assertThat(form.messageIn("Hello,\nwhere is my order? You sent a message that it left.\n"))
                .isEqualTo("Hello,\nwhere is my order? You sent a message that it left.\n");
        assertThat(form.messageIn("Subject: Norway\nMessage:\n\n---\nDate: today")).startsWith("Subject: Norway");
    }
}
