package io.parley.conversation;

import io.parley.channel.Address;
import io.parley.channel.ChannelName;
import io.parley.channel.Language;
import io.parley.channel.Person;
import io.parley.channel.ThreadKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Conversations and their participants as rows. */
@Repository
class ConversationRows {
    private static final String COLUMNS = "select id, channel, thread, address, reachable, state, context_starts_after, language from conversation ";

    /** Whether a participant is a person of whom nothing is new. */
    private static final String KNOWN = """
            p.channel = :channel and p.external_id = :id
            and (:name::text is null or p.name = :name) and (:language::text is null or p.language = :language)
            and (:origin::text is null or p.origin = :origin) and p.seen_at > now() - interval '1 hour'
            and p.erasing_at is null""";

    private final JdbcClient jdbc;

    ConversationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The thread's open conversation, opened if need be, and locked until the transaction ends. */
    Conversation open(ThreadKey thread, Address address) {
        return find(thread).orElseGet(() -> {
            jdbc.sql("""
                    insert into conversation (channel, thread, address) values (?, ?, ?)
                    on conflict (channel, thread) where state <> 'closed' do nothing""")
                    .param(thread.channel().value()).param(thread.value()).param(address.value()).update();
            return find(thread).orElseThrow();
        });
    }

    /** A conversation that a person writes in, and the person's id. */
    record Opened(Conversation conversation, long participant) {}

    /** The thread's open conversation as {@link #open(ThreadKey, Address)} gives it, and the id of a person, in one statement. */
    Opened open(ThreadKey thread, Address address, Person person) {
        return person(jdbc.sql("""
                select c.*, p.id as participant from conversation c left join participant p on %s
                where c.channel = :service and c.thread = :thread and c.state <> 'closed' for update of c"""
                .formatted(KNOWN)).param("service", thread.channel().value()).param("thread", thread.value()), person)
                .query((row, n) -> new Opened(row(row, n), row.getLong("participant"))).optional()
                .filter(opened -> opened.participant() > 0)
                .orElseGet(() -> new Opened(open(thread, address), participant(person)));
    }

    /** The thread's open conversation, locked until the transaction ends. */
    Optional<Conversation> find(ThreadKey thread) {
        return jdbc.sql(COLUMNS + "where channel = ? and thread = ? and state <> 'closed' for update")
                .param(thread.channel().value()).param(thread.value()).query(ConversationRows::row).optional();
    }

    /** Those of the threads that have an open conversation. */
    Set<ThreadKey> openAmong(Collection<ThreadKey> threads) {
        return Set.copyOf(jdbc.sql("""
                select c.channel, c.thread from unnest(:channels::text[], :threads::text[]) as t (channel, thread)
                join conversation c on c.channel = t.channel and c.thread = t.thread and c.state <> 'closed'""")
                .param("channels", threads.stream().map(t -> t.channel().value()).toArray(String[]::new))
                .param("threads", threads.stream().map(ThreadKey::value).toArray(String[]::new))
                .query((row, n) -> new ThreadKey(new ChannelName(row.getString(1)), row.getString(2))).set());
    }

    /** A conversation, locked until the transaction ends. */
    Conversation lockForUpdate(long id) {
        return jdbc.sql(COLUMNS + "where id = ? for update").param(id).query(ConversationRows::row).single();
    }

    /** A conversation as it is. */
    Conversation get(long id) {
        return jdbc.sql(COLUMNS + "where id = ?").param(id).query(ConversationRows::row).single();
    }

    /** Sets a conversation's state; a closed one stays closed. */
    void setState(long id, State state) {
        jdbc.sql("update conversation set state = ? where id = ? and state <> 'closed'").param(state.word()).param(id)
                .update();
    }

    /** A message came from there, so that a locked conversation can be reached; gives it as it is now. */
    Conversation heardFrom(Conversation conversation, Address address) {
        if (conversation.reachable() && conversation.address().equals(address)) {
            return conversation;
        }
        jdbc.sql("update conversation set reachable = true, address = ? where id = ?").param(address.value())
                .param(conversation.id()).update();
        return conversation.at(address);
    }

    /** The person speaks this language from now on; gives the conversation as it is now. */
    Conversation setLanguage(Conversation conversation, Language language) {
        if (language == conversation.spoken()) {
            return conversation;
        }
        jdbc.sql("update conversation set language = ? where id = ?").param(language.tag())
                .param(conversation.id()).update();
        return conversation.in(language);
    }

    void setReachable(Address address, boolean reachable) {
        jdbc.sql("update conversation set reachable = ? where channel = ? and address = ?").param(reachable)
                .param(address.channel().value()).param(address.value()).update();
    }

    /** The bot uses nothing any more of what was said so far; people still see it. */
    void forget(long id) {
        jdbc.sql("""
                update conversation set forgotten_up_to = (select max(id) from message where conversation_id = :id)
                where id = :id""").param("id", id).update();
    }

    void startContextAfter(long id, long messageId) {
        jdbc.sql("update conversation set context_starts_after = ? where id = ?").param(messageId).param(id).update();
    }

    /** A conversation goes on elsewhere, where no other is. */
    void move(long id, ThreadKey to, Address newAddress) {
        jdbc.sql("update conversation set thread = ?, address = ? where id = ?").param(to.value())
                .param(newAddress.value()).param(id).update();
    }

    /**
     * The id of a person, written down or brought up to date; when they were seen, to the hour.
     *
     * @throws BeingErasedException when nothing may be written down of them
     */
    long participant(Person person) {
        return known(person).orElseGet(() -> written(person));
    }

    /** Their id if nothing is new: people who write at once through one account need not wait for each other. */
    private Optional<Long> known(Person person) {
        return person(jdbc.sql("select p.id from participant p where " + KNOWN), person).query(Long.class).optional();
    }

    private long written(Person person) {
        return person(jdbc.sql("""
                insert into participant (channel, external_id, name, language, origin)
                values (:channel, :id, :name, :language, :origin)
                on conflict (channel, external_id) do update set name = coalesce(excluded.name, participant.name),
                    language = coalesce(excluded.language, participant.language),
                    origin = coalesce(excluded.origin, participant.origin), seen_at = now()
                where participant.erasing_at is null
                returning id"""), person).query(Long.class).optional().orElseThrow(BeingErasedException::new);
    }

    private static JdbcClient.StatementSpec person(JdbcClient.StatementSpec statement, Person person) {
        return statement.param("channel", person.channel().value()).param("id", person.id())
                .param("name", person.name() == null ? null : StorableText.kept(person.name()))
                .param("language", StorableText.storable(person.language()))
                .param("origin", person.origin());
    }

    private static Conversation row(ResultSet row, int n) throws SQLException {
        ChannelName channel = new ChannelName(row.getString("channel"));
        return new Conversation(row.getLong("id"), new ThreadKey(channel, row.getString("thread")),
                new Address(channel, row.getString("address")), row.getBoolean("reachable"),
                State.of(row.getString("state")),
                row.getLong("context_starts_after"), Language.of(row.getString("language")).orElse(null));
    }
}
