package io.parley.insight;

import io.parley.answering.SmallTalks;
import io.parley.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes a conversation of a script such as {@code 0/faq:a 1/up}, as it would be stored. */
final class Scripts {
    private static final String NOTICE = "notice";

    private final JdbcClient jdbc;
    private final String channel;
    private final long conversation;
    private final Map<String, Long> participants = new HashMap<>();
    private final Map<String, Long> answers = new HashMap<>();
    private Instant start;
    private String who = "ann";
    private String asked = "";
    private long ticket;

    Scripts(TestDatabase database, Instant start, String channel) {
        this(database.jdbc(), start, channel);
    }

    Scripts(JdbcClient jdbc, Instant start, String channel) {
        this.jdbc = jdbc;
        this.start = start;
        this.channel = channel;
        this.conversation = jdbc
                .sql("""
                        insert into conversation (channel, thread, address) values (?, gen_random_uuid()::text, 'a') returning id""")
                .param(channel).query(Long.class).single();
    }

    /** One on the channel that its script names. */
    static Scripts of(TestDatabase database, Instant start, String script) {
        String first = script.split(" ", -1)[0];
        return new Scripts(database, start, first.startsWith("on:") ? first.substring("on:".length()) : "web");
    }

    /** Those who wrote, in the order in which they began. */
    List<Long> people() {
        return participants.values().stream().sorted().toList();
    }

    long conversation() {
        return conversation;
    }

    /** Does what a script says, and gives the moment at which it is looked at. */
    Instant play(String script) {
        Instant now = null;
        for (String step : script.split(" ", -1)) {
            String[] parts = step.split("[/:]", 3);
            String word = step.substring(step.indexOf(':') + 1);
            switch (parts[0]) {
                case "on" -> {
                }
                case "begins" -> start = Instant.parse(word);
                case "as" -> who = word;
                case "now" -> now = at(word);
                default -> play(at(parts[0]), parts[1], parts.length > 2 ? parts[2].replace('_', ' ') : "");
            }
        }
        return now == null ? start.plus(Duration.ofHours(300)) : now;
    }

    private Instant at(String hours) {
        String[] parts = hours.split("h", 2);
        return start.plus(Duration.ofHours(Long.parseLong(parts[0])))
                .plus(Duration.ofMinutes(parts.length > 1 ? Long.parseLong(parts[1]) : 0));
    }

    private void play(Instant at, String what, String about) {
        String[] parts = about.split("=", 2);
        switch (what) {
            case "faq" -> given(said(at, parts[0], null, null), at, what, null, parts[parts.length - 1]);
            case "model", "choices" -> given(said(at, about, null, null), at, what, null, null);
            case "odd" -> given(said(at, about, null, null), at, NOTICE, "not_understood", null);
            case "limited" -> given(said(at, about, null, null), at, NOTICE, "limited", null);
            case "none", "say" -> said(at, about, null, null);
            case "said" -> smallTalk(at, about);
            case "hello", "help", "photo" -> given(said(at, what, null, null), at, NOTICE, null, null);
            case "thanks" -> given(said(at, "thanks", null, null), at, NOTICE, "thanks", null);
            case "start" -> given(said(at, "", "start", null), at, NOTICE, null, null);
            case "nothelped" -> given(said(at, "", "not_helped", null), at, NOTICE, null, null);
            case "none_of_these" -> given(said(at, "", "none_of_these", null), at, NOTICE, null, null);
            case "unclear" -> given(said(at, "that one", "unclear_choice", null), at, "choices", null, null);
            case "pick" -> {
                asked = about;
                given(said(at, "", null, about), at, "faq", null, about);
            }
            case "reset" -> said(at, "", null, null);
            case "human" -> handedOver(said(at, "", "human", null), at, "asked_for_person");
            case "vain" -> given(said(at, "", "human", null), at, NOTICE, "limited", null);
            case "refused" -> handedOver(said(at, "", "none_of_these", null), at, "unresolved_choice");
            case "complained" -> handedOver(said(at, "", "not_helped", null), at, "unresolved_choice");
            case "unknown" -> handedOver(said(at, about, null, null), at, "missing_knowledge");
            case "policy", "failure", "usage_limit", "unsupported_request" ->
                handedOver(said(at, about, null, null), at, what);
            case "up" -> vote(1, at, about);
            case "down" -> vote(-1, at, about);
            case "unvote" -> vote(0, at, about);
            case "sent" -> sent(at, Long.parseLong(about));
            case "asked" -> score(0, at);
            case "score" -> score(Integer.parseInt(about), at);
            default -> worked(at, what);
        }
    }

    /** What agents do, or do not. */
    private void worked(Instant at, String what) {
        switch (what) {
            case "agent", "silence" -> {
                worked(at, "reply");
                resolve(what.equals("agent") ? "Ann" : what, at);
            }
            case "resolved", "end" -> resolve("Ann", at);
            case "nobody", "customer", "merged" -> resolve(what, at);
            case "given_back" -> {
                resolve("Ann", at);
                event("handed_back", at);
            }
            case "take" -> change("state = 'taken', taken_by = 'Ann', taken_at = :at", at);
            case "reply" -> reply(at);
            case "snooze" -> change("snoozed_until = cast(:at as timestamptz) + interval '1 day'", at);
            case "returned" -> change("state = 'waiting', taken_by = null, taken_at = null", at);
            case "reopen" -> change(
                    "state = 'taken', resolved_by = null, resolved_at = null, taken_at = coalesce(taken_at, :at)", at);
            default -> throw new IllegalArgumentException("The script says \"" + what + "\"");
        }
    }

    private void smallTalk(Instant at, String text) {
        String kind = SmallTalks.in(text).orElse("not_understood");
        boolean isStored = kind.equals("thanks") || kind.equals("not_understood");
        given(said(at, text, null, null), at, NOTICE, isStored ? kind : null, null);
    }

    private long participant() {
        return participants.computeIfAbsent(who, name -> jdbc.sql("""
                insert into participant (channel, external_id) values (?, gen_random_uuid()::text) returning id""")
                .param(channel).query(Long.class).single());
    }

    private long said(Instant at, String text, @Nullable String command, @Nullable String chosen) {
        if (!text.isEmpty()) {
            asked = text;
        }
        return jdbc
                .sql("""
                        insert into message (conversation_id, channel, author, participant_id, text, command, chosen_faq, said_at)
                        values (:conversation, :channel, 'participant', :participant, :text, :command, :chosen, :at) returning id""")
                .param("conversation", conversation).param("channel", channel).param("participant", participant())
                .param("text", text).param("command", command).param("chosen", chosen)
                .param("at", at.atOffset(ZoneOffset.UTC)).query(Long.class).single();
    }

    private void given(long message, Instant at, String source, @Nullable String reason,
            @Nullable String entry) {
        long given = jdbc
                .sql("""
                        insert into message (conversation_id, channel, author, text, said_at, answers_message, answers_revision,
                                             source, reason, faq_id)
                        values (:conversation, :channel, 'bot', 'x', :at, :message, 0, :source, :reason, :entry) returning id""")
                .param("conversation", conversation).param("channel", channel).param("at", at.atOffset(ZoneOffset.UTC))
                .param("message", message).param("source", source).param("reason", reason).param("entry", entry)
                .query(Long.class).single();
        if (source.equals("faq") || source.equals("model")) {
            answers.put(asked, given);
            answers.put("", given);
        }
    }

    private void handedOver(long message, Instant at, String reason) {
        given(message, at, "handoff", reason, null);
        ticket = jdbc.sql("""
                insert into ticket (conversation_id, message_id, participant_id, reason, opened_at)
                values (?, ?, ?, ?, ?) returning id""").param(conversation).param(message).param(participant())
                .param(reason).param(at.atOffset(ZoneOffset.UTC)).query(Long.class).single();
    }

    /** Votes on the last answer. */
    void vote(int vote, Instant at) {
        vote(vote, at, "");
    }

    private void vote(int vote, Instant at, String question) {
        jdbc.sql("""
                insert into verdict (message_id, participant_id, vote, via, changed_at) values (?, ?, ?, 'button', ?)
                on conflict (message_id, participant_id) do update set vote = excluded.vote""")
                .param(answers.getOrDefault(question, answers.get(""))).param(participant()).param(vote)
                .param(at.atOffset(ZoneOffset.UTC)).update();
    }

    private void reply(Instant at) {
        jdbc.sql("""
                with said as (insert into message (conversation_id, channel, author, text, said_at, source)
                              values (:conversation, :channel, 'agent', 'x', :at, 'person')),
                told as (insert into ticket_event (ticket_id, at, kind, actor) values (:id, :at, 'replied', 'Ann'))
                update ticket set first_reply_at = coalesce(first_reply_at, :at) where id = :id""")
                .param("conversation", conversation).param("channel", channel).param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", ticket).update();
    }

    /** The last answer is delivered so many seconds after its question was received. */
    private void sent(Instant received, long seconds) {
        jdbc.sql(
                """
                        insert into outbox (channel, ordering_key, address, message_id, part, action, payload, received_at, state, done_at)
                        values ('web', gen_random_uuid()::text, 'a', :message, 0, 'send', '', :received, 'sent', :sent)""")
                .param("message", answers.get("")).param("received", received.atOffset(ZoneOffset.UTC))
                .param("sent", received.plusSeconds(seconds).atOffset(ZoneOffset.UTC)).update();
    }

    private void resolve(String who, Instant at) {
        jdbc.sql("update ticket set state = 'resolved', resolved_by = ?, resolved_at = ? where id = ?").param(who)
                .param(at.atOffset(ZoneOffset.UTC)).param(ticket).update();
    }

    private void change(String what, Instant at) {
        jdbc.sql("update ticket set " + what + " where id = :id").param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", ticket).update();
    }

    private void event(String kind, Instant at) {
        jdbc.sql("insert into ticket_event (ticket_id, at, kind, actor) values (?, ?, ?, 'Ann')").param(ticket)
                .param(at.atOffset(ZoneOffset.UTC)).param(kind).update();
    }

    private void score(int score, Instant at) {
        jdbc.sql("""
                insert into csat (ticket_id, message_id, asked_at, score)
                select :ticket, message_id, :at, nullif(:score, 0) from ticket where id = :ticket
                on conflict (ticket_id) do update set score = excluded.score""")
                .param("ticket", ticket).param("at", at.atOffset(ZoneOffset.UTC)).param("score", score).update();
    }
}
