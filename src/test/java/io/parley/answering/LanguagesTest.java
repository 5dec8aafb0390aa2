package io.parley.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EN | How do I cancel my order?
            EN | hi, where's my package
            EN | I want to talk to a person
            EN | Thank you very much, that helped!
            EN | refund?
            DE | Wie kann ich meine Bestellung stornieren?
            DE | Guten Tag, wo bleibt mein Paket?
            DE | Bestellung stornieren
            DE | Hallo, ich hab mein Passwort vergessen :(
            DE | Ich moechte mit einem Mitarbeiter sprechen
            DE | Passwort zurücksetzen
            FR | Comment puis-je annuler ma commande ?
            FR | bonjour
            FR | J'ai oublié mon mot de passe
            FR | où est mon colis
            FR | Je veux parler à quelqu'un
            ES | ¿Cómo puedo cancelar mi pedido?
            ES | Hola, ¿dónde está mi paquete?
            ES | quiero hablar con una persona
            ES | Olvidé mi contraseña
            ES | como puedo devolver un articulo
            PT | Como posso cancelar o meu pedido?
            PT | Olá, onde está a minha encomenda?
            PT | Esqueci minha senha
            PT | quero falar com um atendente
            PT | nao recebi meu reembolso ainda
            IT | Come posso annullare il mio ordine?
            IT | Buongiorno, dov'è il mio pacco?
            IT | Ho dimenticato la password
            IT | vorrei parlare con un operatore
            IT | non funziona
            NL | Hoe kan ik mijn bestelling annuleren?
            NL | Waar blijft mijn pakketje?
            NL | Ik ben mijn wachtwoord vergeten
            NL | ik wil graag met iemand praten
            NL | Goedemiddag, mijn bestelling is niet aangekomen
            PL | Jak mogę anulować zamówienie?
            PL | Gdzie jest moja paczka?
            PL | zapomnialem hasla, jak sie zalogowac
            PL | Chcę porozmawiać z człowiekiem
            PL | Dzień dobry, kiedy dotrze moja przesyłka?
            """)
    void tellsTheLanguageOfWhatCustomersWrite(Language language, String text) {
        assertThat(Bot.LANGUAGES.of(text)).as(text).contains(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4711", "ok", "2", "👍", "Ann-Marie O'Neil", "iPhone 15 Pro Max", "www.shop.example",
            "SO-2024-117",
            "Nürnberg", "no", "?!", "请问如何取消订单", "Как отменить заказ?", "Hur avbokar jag en beställning?",
            "Jeg vil gerne snakke med en person",
            "Jak mohu zrušit objednávku?"})
    void saysNothingOfWhatIsTooShortOrInAnotherLanguage(String text) {
        assertThat(Bot.LANGUAGES.of(text)).as(text).isEmpty();
    }

    @Test
    void looksAtTheStartOfALongText() {
        assertThat(Bot.LANGUAGES.of("Wo ist mein Paket? ".repeat(100_000))).contains(Language.DE);
    }
}
