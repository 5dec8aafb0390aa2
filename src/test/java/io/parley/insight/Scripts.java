package io.parley.insight;

import io.parley.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes a conversation of a script such as {@code 0/faq:a 1/up}, as it would be stored. */
final class Scripts {
    private final JdbcClient jdbc;
    private final Instant start;
    private final long conversation;
    private final long participant;
    private long answer;
    private long ticket;

    Scripts(TestDatabase database, Instant start, String channel) {
        this.jdbc = database.jdbc();
        this.start = start;
        this.conversation = jdbc
                .sql("""
                        insert into conversation (channel, thread, address) values (?, gen_random_uuid()::text, 'a') returning id""")
                .param(channel).query(Long.class).single();
        this.participant = jdbc.sql("""
                insert into participant (channel, external_id) values (?, gen_random_uuid()::text) returning id""")
                .param(channel).query(Long.class).single();
    }

    long conversation() {
        return conversation;
    }

    /** Does what a script says, and gives the hour at which it is looked at. */
    int play(String script) {
        int now = 300;
        for (String step : script.split(" ", -1)) {
            if (step.startsWith("now:")) {
                now = Integer.parseInt(step.substring("now:".length()));
            } else {
                String[] parts = step.split("[/:]", 3);
                play(start.plus(Duration.ofHours(Long.parseLong(parts[0]))), parts[1],
                        parts.length > 2 ? parts[2] : "");
            }
        }
        return now;
    }

    private void play(Instant at, String what, String about) {
        switch (what) {
            case "faq", "model", "choices" -> given(said(at, about, null, null), at, what, null, about);
            case "odd" -> given(said(at, about, null, null), at, "notice", "not_understood", null);
            case "none", "say" -> said(at, about, null, null);
            case "hello" -> given(said(at, "hello", null, null), at, "notice", null, null);
            case "thanks" -> given(said(at, "thanks", null, null), at, "notice", "thanks", null);
            case "start" -> given(said(at, "", "start", null), at, "notice", null, null);
            case "nothelped" -> given(said(at, "", "not_helped", null), at, "notice", null, null);
            case "none_of_these" -> given(said(at, "", "none_of_these", null), at, "notice", null, null);
            case "pick" -> given(said(at, "", null, about), at, "faq", null, about);
            case "reset" -> said(at, "", null, null);
            case "human" -> handedOver(said(at, "", "human", null), at, "asked_for_person");
            case "unknown" -> handedOver(said(at, about, null, null), at, "missing_knowledge");
            case "up" -> vote(1, at);
            case "down" -> vote(-1, at);
            case "agent" -> resolve("Ann", at, true);
            case "silence" -> resolve("silence", at, true);
            case "nobody", "customer", "merged" -> resolve(what, at, false);
            case "asked" -> score(0, at);
            case "score" -> score(Integer.parseInt(about), at);
            default -> throw new IllegalArgumentException("The script says \"" + what + "\"");
        }
    }

    private long said(Instant at, String text, @Nullable String command, @Nullable String chosen) {
        return jdbc
                .sql("""
                        insert into message (conversation_id, channel, author, participant_id, text, command, chosen_faq, said_at)
                        values (:conversation, 'web', 'participant', :participant, :text, :command, :chosen, :at) returning id""")
                .param("conversation", conversation).param("participant", participant).param("text", text)
                .param("command", command).param("chosen", chosen).param("at", at.atOffset(ZoneOffset.UTC))
                .query(Long.class).single();
    }

    private void given(long message, Instant at, String source, @Nullable String reason,
            @Nullable String entry) {
        long given = jdbc.sql("""
                insert into message (conversation_id, channel, author, text, said_at, answers_message, answers_revision,
                                     source, reason, faq_id)
                values (:conversation, 'web', 'bot', 'x', :at, :message, 0, :source, :reason, :entry) returning id""")
                .param("conversation", conversation).param("at", at.atOffset(ZoneOffset.UTC)).param("message", message)
                .param("source", source).param("reason", reason).param("entry", source.equals("faq") ? entry : null)
                .query(Long.class).single();
        if (source.equals("faq") || source.equals("model")) {
            answer = given;
        }
    }

    private void handedOver(long message, Instant at, String reason) {
        given(message, at, "handoff", reason, null);
        ticket = jdbc.sql("""
                insert into ticket (conversation_id, message_id, participant_id, reason, opened_at)
                values (?, ?, ?, ?, ?) returning id""").param(conversation).param(message).param(participant)
                .param(reason).param(at.atOffset(ZoneOffset.UTC)).query(Long.class).single();
    }

    void vote(int vote, Instant at) {
        jdbc.sql("""
                insert into verdict (message_id, participant_id, vote, via, changed_at) values (?, ?, ?, 'button', ?)
                on conflict (message_id, participant_id) do update set vote = excluded.vote""").param(answer)
                .param(participant).param(vote).param(at.atOffset(ZoneOffset.UTC)).update();
    }

    private void resolve(String who, Instant at, boolean replied) {
        jdbc.sql("""
                update ticket set state = 'resolved', resolved_by = :who, resolved_at = :at,
                    first_reply_at = case when :replied then :at end where id = :id""").param("who", who)
                .param("at", at.atOffset(ZoneOffset.UTC)).param("replied", replied).param("id", ticket).update();
    }

    /** The last ticket is open again. */
    void reopen() {
        jdbc.sql("update ticket set state = 'taken', resolved_by = null, resolved_at = null where id = ?").param(ticket)
                .update();
    }

    private void score(int score, Instant at) {
        jdbc.sql("""
                insert into csat (ticket_id, message_id, asked_at, score)
                select :ticket, message_id, :at, nullif(:score, 0) from ticket where id = :ticket""")
                .param("ticket", ticket).param("at", at.atOffset(ZoneOffset.UTC)).param("score", score).update();
    }
}
