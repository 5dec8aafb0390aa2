package io.parley.conversation;

import io.parley.actor.Actor;
import io.parley.channel.Choice;
import io.parley.channel.Language;
import io.parley.channel.Person;
import io.parley.channel.ThreadKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Shows a conversation to its participant. */
@Component
public class History {
    private static final Set<String> SUBSTANTIAL = Set.of("faq", "model");
    private static final int MOST = 200;
    /** Among so many messages they are looked for; some are wordless, or were taken back. */
    private static final int LOOKED_AT = 1_000;

    private final JdbcClient jdbc;
    private final AnswerJson json;
    private final ConversationTexts texts;
    private final StandingVotes votes;

    History(JdbcClient jdbc, AnswerJson json, ConversationTexts texts, StandingVotes votes) {
        this.jdbc = jdbc;
        this.json = json;
        this.texts = texts;
        this.votes = votes;
    }

    /**
     * The last messages in a thread, at most 200, oldest first, since the participant started over; of answers to an edited
     * question the newest.
     *
     * @param reader whose votes are shown
     */
    public List<HistoryEntry> of(ThreadKey thread, Person reader) {
        List<HistoryEntry> entries = jdbc.sql("""
                select * from (
                    select t.*, c.language from conversation c cross join lateral (
                        select * from message where conversation_id = c.id and id > c.context_starts_after
                        order by id desc limit ?) t
                    where c.channel = ? and c.thread = ? and c.state <> 'closed'
                      and t.deleted_at is null and t.text <> ''
                      and not exists (select 1 from message n where n.answers_message = t.answers_message
                                      and n.answers_revision > t.answers_revision)
                    order by t.id desc limit ?) newest
                order by id""").param(LOOKED_AT).param(thread.channel().value()).param(thread.value()).param(MOST)
                .query(this::entry)
                .list();
        Map<Long, Integer> standing = votes.votes(reader,
                entries.stream().filter(HistoryEntry::verdictWanted).map(e -> Long.valueOf(e.messageId())).toList());
        return entries.stream().map(e -> e.voted(standing.getOrDefault(Long.valueOf(e.messageId()), 0))).toList();
    }

    /**
     * The last messages of a conversation, at most 200, oldest first, for those who help the customer; what people took back
     * among them, without its words.
     */
    public List<TranscriptLine> forAgents(long conversation) {
        Map<Long, TranscriptLine> lines = new LinkedHashMap<>();
        jdbc.sql("""
                select * from (
                    select t.*, p.name, concat_ws(E'\n', nullif(t.text, ''), '[' || t.attachments || ']') as words
                    from (select * from message where conversation_id = ? order by id desc limit ?) t
                    left join participant p on p.id = t.participant_id
                    where case when t.deleted_at is null then t.text <> '' or t.attachments is not null
                               else t.author <> 'bot' end
                    order by t.id desc limit ?) newest
                order by id""").param(conversation).param(LOOKED_AT).param(MOST)
                .query((RowCallbackHandler) row -> lines.put(row.getLong("id"), line(row)));
        Map<Long, Integer> verdicts = votes.verdicts(lines.keySet());
        return lines.entrySet().stream().map(line -> line.getValue().judged(verdicts.get(line.getKey()))).toList();
    }

    /** A message, with the choices that stood under it. */
    private TranscriptLine line(ResultSet row) throws SQLException {
        String choices = json.stored(row.getString("choices")).stream()
                .map(choice -> "\n" + choice.id() + ". " + choice.question()).collect(Collectors.joining());
        return new TranscriptLine(row.getLong("id"), role(row.getString("author")),
                row.getString("agent") == null ? row.getString("name") : row.getString("agent"),
                row.getString("words") + choices, row.getString("source"),
                row.getObject("said_at", OffsetDateTime.class).toInstant(), row.getString("unverified"),
                row.getObject("confidence", Double.class), null, saidBy(row), row.getObject("deleted_at") != null);
    }

    private static @Nullable Actor saidBy(ResultSet row) throws SQLException {
        String stored = row.getString("said_by");
        return stored == null ? null : Actor.of(stored);
    }

    private static String role(String stored) {
        return switch (stored) {
            case "participant" -> "customer";
            case "agent" -> "person";
            default -> stored;
        };
    }

    private HistoryEntry entry(ResultSet row, int n) throws SQLException {
        String source = row.getString("source");
        boolean substantial = source != null && SUBSTANTIAL.contains(source);
        boolean choosing = "choices".equals(source);
        return new HistoryEntry(author(row.getString("author")), row.getString("id"), row.getString("external_id"),
                row.getString("agent"), row.getString("text"), source, row.getObject("confidence", Double.class),
                choices(row.getString("choices"), choosing, row.getString("language")),
                json.storedCitations(row.getString("citations")),
                substantial, substantial || choosing || MessageRows.NOT_UNDERSTOOD.equals(row.getString("reason")), 0,
                row.getObject("said_at", OffsetDateTime.class).toInstant());
    }

    private List<Choice> choices(@Nullable String stored, boolean choosing, @Nullable String language) {
        List<Choice> choices = new ArrayList<>(
                json.stored(stored).stream().map(c -> new Choice(c.id(), c.question())).toList());
        if (choosing) {
            choices.add(new Choice(Conversations.NONE_OF_THESE,
                    texts.in(Language.of(language).orElse(Language.EN)).noneOfThese()));
        }
        return choices;
    }

    private static String author(String stored) {
        return switch (stored) {
            case "participant" -> "you";
            case "agent" -> "person";
            default -> stored;
        };
    }
}
