package io.parley.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.answering.DataWishes.Wish;
import io.parley.answering.words.Phrases;
import io.parley.answering.words.YamlFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

class DataWishesTest {
    private final DataWishes wishes = new DataWishes(
            YamlFile.read(new ClassPathResource("channels/phrases.yaml"), Phrases.class));

    @ParameterizedTest
    @ValueSource(strings = {"/forget", "/forget@shop_bot", "delete my data", "Please delete all my data!", "Forget me",
            "I want you to delete everything you know about me", "can you please erase all my personal data?",
            "remove my information from your system",
            "Hello,\n\nplease delete all data you have about me.\n\nKind regards\nAnn Reed",
            "Löschen Sie bitte alle meine Daten", "bitte meine Daten löschen", "Vergiss mich!",
            "Hallo,\nbitte löschen Sie alles über mich.\n\nMit freundlichen Grüßen\nAnn Reed",
            "supprimez toutes mes données s'il vous plaît", "borra todos mis datos por favor",
            "cancella tutti i miei dati", "verwijder al mijn gegevens", "proszę usunąć wszystkie moje dane",
            "apague todos os meus dados por favor", "esqueça-me"})
    void knowsWhoWantsToBeForgotten(String text) {
        assertThat(wishes.in(text)).contains(Wish.FORGET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/export", "send me my data", "Please send me a copy of all my data",
            "What do you know about me?", "export my chat history", "Schicken Sie mir bitte alle meine Daten",
            "Welche Daten haben Sie über mich?", "envoyez-moi mes données", "envíeme mis datos", "mandami i miei dati",
            "stuur mij mijn gegevens", "wyślij mi moje dane", "envie-me os meus dados"})
    void knowsWhoWantsTheirData(String text) {
        assertThat(wishes.in(text)).contains(Wish.EXPORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"How do I delete my data?", "don't delete my data", "Delete my account", "I forgot",
            "forgot",
            "I forgot my password", "Where is my data stored?", "delete", "my data", "Do not forget me",
            "You should never delete my messages", "Is it true that you delete my data after a year?", "",
            "Delete my data and tell me where my parcel is", "Can I export my data to Excel?",
            "Wie lösche ich meine Daten?",
            "Löschen Sie nicht meine Daten", "please send me my invoice"})
    void takesNothingElseForAWish(String text) {
        assertThat(wishes.in(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "Yes.", "YES!", "yes, delete everything", "Ja", "Ja, alles löschen", "oui", "sí",
            "sì", "tak", "sim", "Hello,\nyes\n\nKind regards\nAnn Reed"})
    void knowsAYes(String text) {
        assertThat(wishes.isConfirmation(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "yes but not the ticket", "yesterday", "what?", "nein", ""})
    void takesNothingElseForAYes(String text) {
        assertThat(wishes.isConfirmation(text)).isFalse();
    }
}
