package io.parley.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.ChannelName;
import io.parley.channel.Language;
import io.parley.conversation.HandoverOutlook.Outlook;
import io.parley.hours.Hours;
import io.parley.hours.OfficeHours;
import io.parley.support.TestDatabase;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What customers hear at the hand-over, at 40 moments and on four channels, word for word. */
class ProspectsTest {
    private static final TestDatabase database = TestDatabase.migrated();
    private static final String DAYS = "Mon-Fri 9:00-17:00";
    private static final Map<Language, List<String>> PLACES = Map.of(Language.EN, List.of("here", "by email"),
            Language.DE, List.of("hier", "per E-Mail"), Language.FR, List.of("ici", "par e-mail"), Language.ES,
            List.of("aquí", "por correo electrónico"), Language.IT, List.of("qui", "per e-mail"), Language.NL,
            List.of("hier", "per e-mail"), Language.PL, List.of("tutaj", "e-mailem"), Language.PT,
            List.of("aqui", "por e-mail"));

    private final JdbcClient jdbc = database.jdbc();

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void begin() {
        database.clear();
        jdbc.sql("delete from agent").update();
    }

    /**
     * Columns: hours; holidays; zone; the moment, by the clock on the office's wall; language; how many wait; agents at the
     * desk; earlier tickets at such an hour and the minutes to the first reply to each; what the customer is told.
     */
    @ParameterizedTest(name = "{0} {1} {2} {3} {4} {5} {6} {7}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                  | -          | Europe/Berlin       | 2026-11-23T10:00 | en | 0  | 0 | -    | -
            -                  | -          | Europe/Berlin       | 2026-11-23T03:00 | en | 2  | 0 | -    | You are number 3 in line.
            -                  | -          | Europe/Berlin       | 2026-11-23T03:00 | en | 0  | 1 | 5x7  | An answer will probably take 10 to 15 minutes.
            Mon-Fri 9:00-17:00 | -          | Europe/Berlin       | 2026-11-23T10:00 | en | 0  | 1 | 4x7  | -
            Mon-Fri 9:00-17:00 | -          | Europe/Berlin       | 2026-11-23T10:00 | en | 0  | 1 | 5x7  | An answer will probably take 10 to 15 minutes.
            Mon-Fri 9:00-17:00 | -          | Europe/Berlin       | 2026-11-23T10:00 | en | 0  | 1 | 6x5  | An answer will probably take 5 to 10 minutes.
            Mon-Fri 9:00-17:00 | -          | Europe/Berlin       | 2026-11-23T10:00 | en | 1  | 1 | 5x7  | You are number 2 in line. An answer will probably take 15 to 20 minutes.
            Mon-Fri 9:00-17:00 | -          | Europe/Berlin       | 2026-11-23T10:00 | en | 1  | 2 | 5x7  | You are number 2 in line. An answer will probably take 10 to 15 minutes.
            Mon-Fri 9:00-17:00 | -          | Europe/Berlin       | 2026-11-23T10:00 | en | 1  | 0 | 5x7  | You are number 2 in line.
            Mon-Fri 9:00-17:00 | -          | Europe/Berlin       | 2026-11-23T09:00 | en | 50 | 3 | 5x5  | You are number 51 in line. An answer will probably take 90 to 120 minutes.
            Mon-Fri 9:00-17:00 | -          | Europe/Berlin       | 2026-11-23T09:00 | en | 50 | 2 | 5x7  | You are number 51 in line. An answer will probably take 3 to 4 hours.
            Mon-Fri 9:00-17:00 | -          | Europe/Berlin       | 2026-11-23T10:00 | en | 50 | 1 | 5x30 | You are number 51 in line.
            Mon-Fri 9:00-17:00 | -          | Europe/Berlin       | 2026-11-23T16:50 | en | 0  | 1 | 5x5  | An answer will probably take 5 to 10 minutes.
            Mon-Fri 9:00-17:00 | -          | Europe/Berlin       | 2026-11-23T16:50 | en | 1  | 1 | 5x7  | You are number 2 in line. Our team is there until 17:00, so the answer may not come before it is back tomorrow at 9:00 (GMT+1).
            Mon-Fri 9:00-17:00 | -          | Europe/Berlin       | 2026-11-27T16:50 | de | 1  | 1 | 5x12 | Sie sind Nummer 2 in der Reihe. Unser Team ist bis 17:00 Uhr da; die Antwort kommt deshalb vielleicht erst, wenn es am Montag um 9:00 Uhr wieder da ist.
            Mon-Fri 9:00-17:00 | -          | Europe/Berlin       | 2026-11-23T17:00 | en | 0  | 0 | -    | Our team is not there at the moment; it is back tomorrow at 9:00 (GMT+1). The answer will come {place}.
            Mon-Fri 9:00-17:00 | -          | Europe/Berlin       | 2026-11-23T08:59 | en | 3  | 2 | 9x5  | Our team is not there at the moment; it is back today at 9:00 (GMT+1). The answer will come {place}.
            Mon-Fri 8:00-17:00 | -          | Europe/Berlin       | 2026-11-27T18:00 | en | 0  | 0 | -    | Our team is not there at the moment; it is back on Monday at 8:00 (GMT+1). The answer will come {place}.
            Mon-Fri 8:00-17:00 | -          | Europe/Berlin       | 2026-11-27T18:00 | de | 0  | 0 | -    | Unser Team ist gerade nicht da; am Montag um 8:00 Uhr ist es zurück. Die Antwort kommt {place}.
            Mon-Fri 8:00-17:00 | -          | Europe/Berlin       | 2026-11-27T18:00 | fr | 0  | 0 | -    | Notre équipe n'est pas là en ce moment ; elle revient lundi à 8:00. La réponse viendra {place}.
            Mon-Fri 8:00-17:00 | -          | Europe/Berlin       | 2026-11-27T18:00 | es | 0  | 0 | -    | Nuestro equipo no está en este momento; vuelve el lunes a las 8:00 (GMT+1). La respuesta llegará {place}.
            Mon-Fri 8:00-17:00 | -          | Europe/Berlin       | 2026-11-27T18:00 | it | 0  | 0 | -    | Il nostro team al momento non c'è; torna lunedì alle 8:00. La risposta arriverà {place}.
            Mon-Fri 8:00-17:00 | -          | Europe/Berlin       | 2026-11-27T18:00 | nl | 0  | 0 | -    | Ons team is er op dit moment niet; het is er maandag om 8:00 uur weer. Het antwoord komt {place}.
            Mon-Fri 8:00-17:00 | -          | Europe/Berlin       | 2026-11-27T18:00 | pl | 0  | 0 | -    | Naszego zespołu teraz nie ma; wraca: poniedziałek, godz. 8:00. Odpowiedź przyjdzie {place}.
            Mon-Fri 8:00-17:00 | -          | Europe/Berlin       | 2026-11-27T18:00 | pt | 0  | 0 | -    | Nossa equipe não está no momento; ela volta segunda-feira às 8:00 (GMT+1). A resposta virá {place}.
            Mon-Fri 9:00-17:00 | 2026-11-24 | Europe/Berlin       | 2026-11-23T18:00 | en | 0  | 0 | -    | Our team is not there at the moment; it is back on Wednesday at 9:00 (GMT+1). The answer will come {place}.
            Mon-Fri 9:00-17:00 | 2026-11-24 | Europe/Berlin       | 2026-11-24T10:00 | de | 0  | 1 | -    | Unser Team ist gerade nicht da; morgen um 9:00 Uhr ist es zurück. Die Antwort kommt {place}.
            Mon-Fri 9:00-17:00 | 12-24 12-25 12-28 12-29 12-30 12-31 01-01 | Europe/Berlin | 2026-12-23T18:00 | en | 0 | 0 | - | Our team is not there at the moment; it is back on Monday, January 4 at 9:00 (GMT+1). The answer will come {place}.
            Mon-Fri 9:00-17:00 | 12-24 12-25 12-28 12-29 12-30 12-31 01-01 | Europe/Berlin | 2026-12-23T18:00 | de | 0 | 0 | - | Unser Team ist gerade nicht da; am Montag, 4. Januar um 9:00 Uhr ist es zurück. Die Antwort kommt {place}.
            Mon-Fri 9:00-17:00 | -          | Europe/Berlin       | 2026-03-27T18:00 | en | 0  | 0 | -    | Our team is not there at the moment; it is back on Monday at 9:00 (GMT+2). The answer will come {place}.
            Mon-Fri 9:00-17:00 | -          | Europe/Berlin       | 2026-10-23T18:00 | en | 0  | 0 | -    | Our team is not there at the moment; it is back on Monday at 9:00 (GMT+1). The answer will come {place}.
            Sun 2:30-6:00      | -          | Europe/Berlin       | 2026-03-28T18:00 | en | 0  | 0 | -    | Our team is not there at the moment; it is back tomorrow at 3:30 (GMT+2). The answer will come {place}.
            Sun 2:30-6:00      | -          | Europe/Berlin       | 2026-10-24T18:00 | en | 0  | 0 | -    | Our team is not there at the moment; it is back tomorrow at 2:30 (GMT+2). The answer will come {place}.
            Fri 20:00-2:00     | -          | Europe/Berlin       | 2026-11-28T01:30 | en | 0  | 1 | 5x20 | An answer will probably take 20 to 30 minutes.
            Fri 20:00-2:00     | -          | Europe/Berlin       | 2026-11-28T01:50 | en | 0  | 1 | 5x8  | An answer will probably take 10 to 15 minutes.
            Fri 20:00-2:00     | -          | Europe/Berlin       | 2026-11-28T02:00 | en | 0  | 1 | 5x20 | Our team is not there at the moment; it is back on Friday at 20:00 (GMT+1). The answer will come {place}.
            Mon-Fri 9:00-17:00 | -          | America/New_York    | 2026-11-23T18:00 | de | 0  | 0 | -    | Unser Team ist gerade nicht da; morgen um 9:00 Uhr (GMT-5) ist es zurück. Die Antwort kommt {place}.
            Mon-Fri 9:00-17:00 | -          | Asia/Kathmandu      | 2026-11-23T18:00 | en | 0  | 0 | -    | Our team is not there at the moment; it is back tomorrow at 9:00 (GMT+5:45). The answer will come {place}.
            Mon-Fri 9:00-17:00 | -          | +02:00              | 2026-11-23T10:00 | en | 0  | 1 | 5x7  | An answer will probably take 10 to 15 minutes.
            Mon-Fri 9:00-17:00 | 11-23 11-24 11-25 11-26 11-27 | Europe/Vienna | 2026-11-23T10:00 | de | 0 | 0 | - | Unser Team ist gerade nicht da; am Montag, 30. November um 9:00 Uhr ist es zurück. Die Antwort kommt {place}.
            """)
    void saysWhatComesNext(@Nullable String week, @Nullable String holidays, String zone, String moment,
            String language, int waiting,
            int present, @Nullable String history, @Nullable String told) {
        OfficeHours hours = Hours.of(said(week), said(holidays), zone);
        ZonedDateTime now = LocalDateTime.parse(moment).atZone(ZoneId.of(zone));
        arrive(present);
        waits(waiting, now);
        ticket("waiting", now, null);
        jdbc.sql("update ticket set snoozed_until = 'infinity' where id = (select max(id) from ticket)").update();
        if (history != null) {
            String[] times = history.split("x", -1);
            answered(Integer.parseInt(times[0]), Integer.parseInt(times[1]), now);
        }
        Language spoken = Language.of(language).orElseThrow();

        for (String channel : List.of("telegram", "slack", "web", "email")) {
            String place = Objects.requireNonNull(PLACES.get(spoken)).get(channel.equals("email") ? 1 : 0);
            assertThat(prospects(hours, now).now(new ChannelName(channel), spoken).sentence()).as(channel)
                    .isEqualTo(said(told).replace("{place}", place));
        }
    }

    @Test
    void saysOfATeamThatIsNeverThereThatTheAnswerComesLater() {
        ZonedDateTime now = LocalDateTime.parse("2026-11-23T10:00").atZone(ZoneId.of("Europe/Berlin"));
        String year = String.join(",", now.toLocalDate().datesUntil(now.toLocalDate().plusDays(420))
                .map(Object::toString).toList());

        Outlook outlook = prospects(Hours.of(DAYS, year, "Europe/Berlin"), now).now(new ChannelName("email"),
                Language.EN);

        assertThat(outlook.sentence()).isEqualTo("Our team is not there at the moment. The answer will come by email as"
                + " soon as somebody is back.");
        assertThat(outlook.promisedUntil()).isNull();
    }

    @Test
    void promisesTheLongerTimeOfWhatItTellsInOfficeTime() {
        ZonedDateTime now = LocalDateTime.parse("2026-11-23T16:50").atZone(ZoneId.of("Europe/Berlin"));
        arrive(1);
        answered(5, 7, now);

        assertThat(prospects(Hours.of(DAYS, "", "Europe/Berlin"), now).now(new ChannelName("web"), Language.EN)
                .promisedUntil())
                .isEqualTo(LocalDateTime.parse("2026-11-24T09:05").atZone(ZoneId.of("Europe/Berlin")).toInstant());
    }

    @Test
    void countsTicketsOfSuchAnHourOnlyAndTheirOfficeTime() {
        ZonedDateTime now = LocalDateTime.parse("2026-11-23T10:00").atZone(ZoneId.of("Europe/Berlin"));
        arrive(1);
        answered(9, 40, now.withHour(14));
        answered(5, 10, now.withHour(11).withMinute(50));
        answered(9, 90, now.minusDays(1));
        ticket("resolved", now.minusDays(3).withHour(10), now.withHour(9));

        assertThat(prospects(Hours.of(DAYS, "", "Europe/Berlin"), now).now(new ChannelName("web"), Language.EN)
                .sentence()).isEqualTo("An answer will probably take 10 to 15 minutes.");
    }

    private Prospects prospects(OfficeHours hours, ZonedDateTime now) {
        return new Prospects(new WaitingLine(jdbc, hours), hours, new WaitingTexts(), now::toInstant);
    }

    private static String said(@Nullable String cell) {
        return cell == null ? "" : cell;
    }

    private void arrive(int agents) {
        jdbc.sql("""
                insert into agent (login, name, role, state)
                select 'agent' || n, 'Agent ' || n, 'agent', case when n <= ? then 'here' else 'away' end
                from generate_series(1, 7) n""").param(agents).update();
        jdbc.sql(
                "insert into agent (login, name, role, state, locked_at) values ('out', 'Out', 'agent', 'here', now())")
                .update();
    }

    private void waits(int customers, ZonedDateTime now) {
        for (int i = 0; i < customers; i++) {
            ticket("waiting", now, null);
        }
    }

    /** Tickets that were opened one, two, three … weeks before and answered so many minutes later. */
    private void answered(int tickets, int minutes, ZonedDateTime now) {
        for (int i = 1; i <= tickets; i++) {
            ZonedDateTime opened = now.minusWeeks(i);
            ticket("resolved", opened, opened.plus(Duration.ofMinutes(minutes)));
        }
    }

    private void ticket(String state, ZonedDateTime opened, @Nullable ZonedDateTime replied) {
        jdbc.sql("""
                with talk as (insert into conversation (channel, thread, address, state)
                              values ('scripted', gen_random_uuid(), 'here', 'waiting') returning id)
                insert into ticket (conversation_id, reason, state, opened_at, first_reply_at, waits_since)
                select id, 'asked_for_person', :state, :opened, cast(:replied as timestamptz),
                    case when cast(:replied as timestamptz) is null then cast(:opened as timestamptz) end from talk""")
                .param("state", state).param("opened", Timestamp.from(opened.toInstant()))
                .param("replied", replied == null ? null : Timestamp.from(replied.toInstant())).update();
    }
}
