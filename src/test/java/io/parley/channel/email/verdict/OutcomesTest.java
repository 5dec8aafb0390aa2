package io.parley.channel.email.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.text.YamlTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people tell of how a matter came out, in eight languages. */
class OutcomesTest {
    private static final Path REPLIES = Path.of("src/test/resources/email/outcomes.tsv");

    private static final Outcomes outcomes = new Outcomes(YamlTexts.of("email/verdicts.yaml"));

    private String told(String text) {
        return told(text, "Ann Reed");
    }

    private String told(String text, String name) {
        return outcomes.of(text, name).map(said -> said == VerdictWords.Said.HELPED ? "up" : "down").orElse("none");
    }

    @Test
    void turnsNothingRoundAndMissesLittle() throws IOException {
        List<String[]> replies = Files.readAllLines(REPLIES).stream().filter(line -> !line.startsWith("#"))
                .map(line -> line.replace("\\n", "\n").split("\t")).toList();
        List<String[]> missed = replies.stream().filter(reply -> !told(reply[2]).equals(reply[0])).toList();
        missed.forEach(reply -> System.out.printf("wanted %s, got %s: %s%n", reply[0], told(reply[2]), reply[2]));
        assertThat(missed).noneMatch(reply -> !reply[0].equals("none") && !told(reply[2]).equals("none"));
        assertThat(missed).hasSizeLessThan(replies.size() / 15);
    }

    @Test
    void hearsNoAndYesInWhatMeansTheContrary() {
        assertThat(told("No problems any more, it charges again.")).isEqualTo("up");
        assertThat(told("No need to look into it, the second browser worked.")).isEqualTo("up");
        assertThat(told("Nein, keine weiteren Fragen, das Paket ist angekommen.")).isEqualTo("up");
        assertThat(told("Yes, I have tried that already and it is just as dead.")).isEqualTo("down");
        assertThat(told("Oui, je l'ai fait hier, mais le code est encore refusé.")).isEqualTo("down");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            up   | The printer no longer jams and the error is gone.
            down | It no longer prints at all.
            up   | I cannot complain, it prints again.
            up   | It not only works again but is faster too.
            down | It is not exactly what I was looking for.
            up   | That was exactly what I was looking for, thanks.
            down | Still not able to log in.
            up   | I can log in again, no problem now.
            none | I hope it works, thanks in advance.
            down | The error message has not gone away.
            up   | Kein Problem mehr mit der Anmeldung.
            down | Die App startet nicht mehr.
            up   | Die Meldung ist seit gestern weg.
            down | Die Meldung ist immer noch nicht weg.
            up   | Nicht nur die Uhr geht wieder, sondern auch der Wecker.
            down | Das war nicht das, was ich wissen wollte.
            up   | Da kann man nicht meckern, lädt wieder einwandfrei.
            down | Es kommt wieder derselbe Fehler.
            none | Ich hoffe, dass es klappt. Danke schon mal.
            up   | Je n'ai plus d'erreur depuis hier.
            down | Je ne peux plus me connecter.
            up   | C'est pas mal, ça remarche.
            up   | La lampe s'allume de nouveau sans problème.
            down | Elle ne s'allume plus.
            down | Ce n'est pas ce que je cherchais.
            down | Rien n'a changé.
            down | L'erreur n'a pas disparu.
            none | J'espère que ça marche, merci d'avance.
            up   | Sin problema, ya puedo entrar.
            down | Niestety nie pomogło, kod wygasł, zanim przyszła wiadomość.
            down | Das hat leider nicht geholfen, der Link war weg, bevor die Mail ankam.
            down | Malheureusement ça n'a pas aidé, le lien a expiré avant que le mail arrive.
            down | Sadly it did not help, the link had run out before the mail arrived.
            down | Purtroppo non è servito, il link è scaduto prima che arrivasse la mail.
            down | No sirvió, el enlace caducó antes de que llegara el correo.
            down | Helaas hielp het niet, de link was verlopen voordat de mail aankwam.
            down | Infelizmente não ajudou, o link expirou antes que o e-mail chegasse.
            down | Siguen sin llegar los correos.
            up   | Ya no me sale ningún error.
            down | Ya no funciona nada.
            down | No es lo que buscaba.
            up   | No solo funciona, sino que va más rápido.
            down | Vuelve a salir el mismo fallo.
            none | Espero que funcione, gracias de antemano.
            down | Todavía espero mi dinero y no funciona el enlace.
            up   | Não tive mais problemas.
            down | Já não liga.
            up   | Voltou a imprimir sem erros.
            down | Continua sem imprimir.
            down | Não era isso que eu queria saber.
            none | Tomara que funcione, obrigado desde já.
            down | Non funziona più.
            up   | Non ho più errori, stampa di nuovo.
            down | Non ha funzionato, purtroppo.
            up   | Non solo funziona, ma è anche più veloce.
            down | Non era quello che cercavo.
            down | L'errore non è sparito.
            none | Spero che funzioni, grazie in anticipo.
            down | Het werkt nog steeds niet.
            up   | Ik heb geen last meer van storingen.
            down | De lamp brandt niet meer.
            up   | De lamp brandt weer, geen foutmelding meer.
            down | Dat is niet wat ik zocht.
            none | Hopelijk werkt het, alvast bedankt.
            up   | Nie mam już problemów, drukarka znowu drukuje.
            down | Drukarka już nie drukuje.
            down | To nie jest to, czego szukałam.
            up   | Błąd zniknął, dziękuję.
            down | Błąd nie zniknął.
            none | Mam nadzieję, że zadziała, z góry dziękuję.
            """)
    void hearsHowFarANotReaches(String said, String text) {
        assertThat(told(text)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            down | Die Uhr ist tot.
            up   | De klok loopt weer, tot ziens!
            down | Die Seite ist rot.
            up   | Sim, no meu telemóvel já funciona.
            down | No me funciona el mando.
            up   | Läuft, ist alles wie ich es wollte, passt.
            """)
    void readsAWordInTheLanguageOfItsLetter(String said, String text) {
        assertThat(told(text)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            I am out of office until Monday. My colleague has fixed such problems before.
            Automatische Antwort: Ich bin nicht im Büro, alles Dringende erledigt mein Kollege.
            Réponse automatique : je suis absent, tout fonctionne sans moi.
            Estoy de vacaciones, todo en orden hasta mi vuelta.
            Risposta automatica: sono in ferie, tutto a posto al mio rientro.
            Ik ben niet op kantoor, alles is geregeld met mijn collega.
            Jestem na urlopie, wszystko załatwi kolega.
            Estou de férias, está tudo resolvido com a minha colega.
            """)
    void takesNoAbsenceForAVerdict(String text) {
        assertThat(told(text)).isEqualTo("none");
    }

    @Test
    void weighsWhatStandsBehindABut() {
        assertThat(told("I had my doubts, but it works now.")).isEqualTo("up");
        assertThat(told("Thanks, it printed once, but now the page is blank.")).isEqualTo("down");
    }

    @Test
    void saysNothingOfQuestionsAndOfWhatIsToCome() {
        assertThat(told("It works. How do I change my address?")).isEqualTo("none");
        assertThat(told("I will try that tonight.")).isEqualTo("none");
        assertThat(told("My order number is 4711.")).isEqualTo("none");
    }

    @Test
    void readsNoFurtherThanTheLeave() {
        assertThat(told("The page stays blank.\n\nKind regards\nYes Works Ltd.")).isEqualTo("down");
        assertThat(told("The page stays blank.\n\nIna\n\nYes, it works!", "Ina Holm")).isEqualTo("down");
    }

    @Test
    void readsNothingLong() {
        assertThat(outcomes.of("It works now. ".repeat(200), "")).isEqualTo(Optional.empty());
    }
}
