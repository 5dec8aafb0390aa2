package io.parley.handover;

import io.parley.actor.Actor;
import io.parley.actor.Helper;
import io.parley.actor.NamedActor;
import io.parley.channel.Address;
import io.parley.channel.ChannelName;
import io.parley.channel.Channels;
import io.parley.channel.ThreadKey;
import io.parley.conversation.HandoverDecided;
import io.parley.handover.Ticket.Listed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tickets as rows. A conversation has at most one that is not resolved. */
@Repository
class TicketRows {
    /** Among so many messages the customer's words are looked for. */
    private static final int NEAR = 50;
    private static final String SELECT = """
            select c.channel, c.address, t.*, p.name as customer, actor_word(t.resolver, t.resolved_by) as resolver_word, (%s) as question,
                   (select s.unverified from (select id, unverified from message where conversation_id = t.conversation_id
                        order by id desc limit %s) s
                    where s.unverified is not null order by s.id desc limit 1) as unverified,
                   case when t.state <> 'resolved' then (%s) end as latest
            from (select * from ticket where %s) t
            join conversation c on c.id = t.conversation_id
            left join message q on q.id = t.message_id left join participant p on p.id = q.participant_id
            order by t.id"""
            .formatted(TicketQuestions.words(TicketQuestions.BEFORE, 1), NEAR,
                    TicketQuestions.words(TicketQuestions.SINCE, 1), "%s");
    private static final String OF_ID = SELECT.formatted("id = ?");
    private static final String HELD = SELECT.formatted("id = ? and conversation_id = ? for update");

    private final JdbcClient jdbc;
    private final Channels channels;
    private final TicketSubjects subjects;
    private final TicketQuestions questions;

    TicketRows(JdbcClient jdbc, Channels channels, TicketSubjects subjects, TicketQuestions questions) {
        this.questions = questions;
        this.jdbc = jdbc;
        this.channels = channels;
        this.subjects = subjects;
    }

    /** Opens a ticket and gives its id; empty when the conversation has one that is not resolved. */
    Optional<Long> open(HandoverDecided handover) {
        return jdbc.sql("""
                insert into ticket (conversation_id, message_id, participant_id, reason, opened_at, idle_since,
                                    waits_since, last_customer_at, called_at, promised_at)
                values (:conversation, :message, (select participant_id from message where id = :message), :reason,
                        :at, :at, :at, :at, :at, :promised)
                on conflict (conversation_id) where state <> 'resolved' do nothing
                returning id""").param("conversation", handover.conversationId())
                .param("message", handover.messageId()).param("reason", handover.reason())
                .param("at", Timestamp.from(handover.at())).param("promised", timestamp(handover.promisedUntil()))
                .query(Long.class).optional();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant time) {
        return time == null ? null : Timestamp.from(time);
    }

    /**
     * Tickets that were opened before one, the newest first. As in other lists, how many stands in the statement: a plan that
     * serves for any number reads all that there are.
     */
    List<Ticket> before(Listed state, long ticket, int most) {
        return whole(jdbc.sql(SELECT.formatted(listed(state) + " and id < ? order by id desc limit " + most) + " desc")
                .param(ticket).query(this::row).list());
    }

    /** Tickets that were opened after one, the oldest first. */
    List<Ticket> after(Listed state, long ticket, int most) {
        return whole(jdbc.sql(SELECT.formatted(listed(state) + " and id > ? order by id limit " + most))
                .param(ticket).query(this::row).list());
    }

    private static String listed(Listed state) {
        return state == Listed.OPEN ? "state <> 'resolved'" : "state = '" + state.word() + "'";
    }

    /**
     * Tickets on a list of the desk.
     *
     * @param account whose list it is
     * @param filter which of them
     * @param from the ticket before the first one
     */
    List<Ticket> of(TicketList tab, long account, TicketFilter filter, long from, int most) {
        String order = tab.isNewestFirst() ? " and id < :from order by id desc" : " and id > :from order by id";
        return whole(jdbc
                .sql(SELECT.formatted(tab.condition() + filter.condition() + order + " limit " + most)
                        + (tab.isNewestFirst() ? " desc" : ""))
                .params(filter.params()).param("account", account).param("from", from)
                .query(this::row).list());
    }

    /** Tickets that a condition with parameters is true of, the newest first. */
    List<Ticket> newest(String condition, Map<String, Object> params) {
        return questions.on(jdbc.sql(SELECT.formatted(condition) + " desc").params(params).query(this::row).list());
    }

    /**
     * The tickets of a conversation that a message or later ones opened, by the message that opened them. A message
     * long before a ticket is not its question.
     */
    Map<Long, Long> openedSince(long conversation, long messageId) {
        return jdbc
                .sql("""
                        select message_id, id from ticket where conversation_id = ? and message_id >= ? order by message_id limit ?""")
                .param(conversation).param(messageId).param(NEAR)
                .query((row, n) -> Map.entry(row.getLong(1), row.getLong(2))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Math::max));
    }

    /** The last ticket of a conversation to which something led that was said before a message. */
    Optional<Long> openedBefore(long conversation, long messageId) {
        return jdbc.sql("""
                select id from ticket where conversation_id = ? and message_id < ? order by message_id desc limit 1""")
                .param(conversation).param(messageId).query(Long.class).optional();
    }

    /** The ticket of which agents were told with what a customer said. */
    Optional<Long> calledWith(long messageId) {
        return jdbc.sql("""
                select coalesce(
                    (select max(id) from ticket where message_id = said.id),
                    (select id from ticket where conversation_id = said.conversation_id and message_id < said.id
                     order by message_id desc limit 1))
                from message said where said.id = ? and said.author = 'participant'""").param(messageId)
                .query(Long.class)
                .optional();
    }

    /** The ticket of a thread that is not resolved. */
    Optional<Long> openIn(ThreadKey thread) {
        return jdbc.sql("""
                select t.id from ticket t join conversation c on c.id = t.conversation_id
                where c.channel = ? and c.thread = ? and t.state <> 'resolved'""").param(thread.channel().value())
                .param(thread.value()).query(Long.class).optional();
    }

    Optional<Long> conversationOf(long id) {
        return jdbc.sql("select conversation_id from ticket where id = ?").param(id).query(Long.class).optional();
    }

    /** The open ticket of a conversation goes to another that has none. */
    void move(long from, long into) {
        jdbc.sql("""
                update ticket set conversation_id = :into
                where conversation_id = :from and state <> 'resolved'
                  and not exists (select 1 from ticket where conversation_id = :into and state <> 'resolved')""")
                .param("from", from).param("into", into).update();
    }

    Optional<Ticket> find(long id) {
        return jdbc.sql(OF_ID).param(id).query(this::row).optional().map(this::whole);
    }

    /** A ticket, locked until the transaction ends; empty when it is not in that conversation. */
    Optional<Ticket> lockForUpdate(long id, long conversation) {
        return jdbc.sql(HELD).param(id).param(conversation).query(this::row).optional().map(this::whole);
    }

    /** Somebody has it from now on. */
    void take(Ticket ticket, Helper by, Instant at) {
        jdbc.sql("""
                update ticket set state = 'taken', taken_by = :name, revision = revision + 1,
                    assignee = :agent, program = :program, snoozed_until = null, unstarted = false, idle_since = :at,
                    taken_at = case when :again then coalesce(taken_at, :at) else :at end
                where id = :id and state <> 'resolved'""").param("name", by.name())
                .param("agent", by.agent(), Types.BIGINT)
                .param("program", by.program(), Types.BIGINT)
                .param("again", by.actor().equals(ticket.holder())).param("at", Timestamp.from(at))
                .param("id", ticket.id()).update();
    }

    /** A person had the last word. */
    void answered(long id, Instant at) {
        jdbc.sql("""
                update ticket set waits_since = null, called_again = false, first_reply_at = coalesce(first_reply_at, ?)
                where id = ?""").param(Timestamp.from(at)).param(id).update();
    }

    /**
     * How long a customer waits for a person's word.
     *
     * @param id the ticket
     * @param taken whether an agent has it
     * @param since null when a person had the last word
     * @param calledAt when agents were last told of it
     * @param calledAgain whether they were told again since somebody last replied
     */
    record Wait(long id, boolean taken, @Nullable Instant since, Instant calledAt, boolean calledAgain) {}

    /** The wait of a conversation with a ticket that is not resolved; locked until the transaction ends. */
    Optional<Wait> lockWait(long conversation) {
        return jdbc.sql("""
                select id, state, waits_since, called_at, called_again from ticket
                where conversation_id = ? and state <> 'resolved' for update""").param(conversation)
                .query((row, n) -> new Wait(row.getLong("id"), row.getString("state").equals("taken"),
                        instant(row, "waits_since"), row.getObject("called_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("called_again")))
                .optional();
    }

    /** The customer had the last word; from the first on that nobody answered they wait, and a snooze ends. */
    void customerWrote(long id, Instant at) {
        jdbc.sql(
                """
                        with woken as (insert into ticket_event (ticket_id, at, kind, actor, done_by)
                            select id, :at, 'woken', 'customer', 'customer' from ticket where id = :id and snoozed_until is not null)
                        update ticket set last_customer_at = :at, waits_since = coalesce(waits_since, :at),
                            snoozed_until = null,
                            idle_since = case when waits_since is null or snoozed_until is not null then :at else idle_since end
                        where id = :id""")
                .param("at", Timestamp.from(at)).param("id", id).update();
    }

    /** Agents were told again. */
    void called(long id, Instant at) {
        jdbc.sql("update ticket set called_at = ?, called_again = true where id = ?").param(Timestamp.from(at))
                .param(id).update();
    }

    /** Nobody has it any more, and agents are told of it as if it was opened now. */
    void handBack(long id, Instant at) {
        jdbc.sql("""
                update ticket set state = 'waiting', taken_by = null, taken_at = null, assignee = null, program = null,
                    idle_since = :at, called_at = :at, called_again = false, revision = revision + 1,
                    unstarted = false, snoozed_until = null, promised_at = null
                where id = :id""").param("at", Timestamp.from(at)).param("id", id).update();
    }

    /** All that have tickets, by one look into an index for each that ever had one. */
    List<Actor> holders() {
        return Stream.<Actor>concat(holders("assignee").map(Actor.Agent::new),
                holders("program").map(Actor.Program::new)).toList();
    }

    private Stream<Long> holders(String column) {
        return jdbc.sql("""
                with recursive one (id) as (
                    select min(%1$s) from ticket
                    union all
                    select (select min(%1$s) from ticket where %1$s > one.id) from one where one.id is not null)
                select id from one where exists (select from ticket where %1$s = one.id and state = 'taken')"""
                .formatted(column)).query(Long.class).list().stream();
    }

    /** The tickets that somebody has, the oldest first. */
    List<Long> of(Actor holder) {
        return jdbc.sql("select id from ticket where state = 'taken' and %s = ? order by id"
                .formatted(holder instanceof Actor.Agent ? "assignee" : "program")).param(holder.id())
                .query(Long.class).list();
    }

    /**
     * A ticket about which nothing is done.
     *
     * @param since from when its deadline counts
     */
    record Idle(long id, Instant since) {
        /** Comes before all others. */
        static final Idle FIRST = new Idle(0, Instant.EPOCH);
    }

    /** Tickets with a deadline that counts from before a moment, the oldest first. */
    List<Idle> idle(Deadline deadline, Instant before, Idle last, int most) {
        return jdbc.sql("""
                select id, idle_since from ticket
                where %s and idle_since < :before and (idle_since, id) > (:since, :id)
                order by idle_since, id limit :most""".formatted(deadline.condition()))
                .param("before", Timestamp.from(before)).param("since", Timestamp.from(last.since()))
                .param("id", last.id()).param("most", most)
                .query((row, n) -> new Idle(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Whether a ticket, which the caller has locked, has a deadline that counts from before a moment. */
    boolean isPast(long id, Deadline deadline, Instant before) {
        return jdbc.sql("select exists (select from ticket where id = ? and idle_since < ? and %s)"
                .formatted(deadline.condition())).param(id).param(Timestamp.from(before)).query(Boolean.class)
                .single();
    }

    /** The message that the customer wrote last, or that led to the ticket. */
    Optional<Long> lastWords(long id) {
        return jdbc.sql("""
                select coalesce((select max(s.id) from (select id, author from message
                                     where conversation_id = t.conversation_id order by id desc limit :near) s
                                 where s.author = 'participant'), t.message_id)
                from ticket t where t.id = :id""").param("near", NEAR).param("id", id).query(Long.class).optional();
    }

    void resolve(long id, NamedActor by, Instant at) {
        resolve("id = :id", Map.of("id", id), by, at);
    }

    /** Resolves the ticket of a conversation; gives its id, if there is one. */
    Optional<Long> resolveOf(long conversation, NamedActor by, Instant at) {
        return resolve("conversation_id = :id and state <> 'resolved'", Map.of("id", conversation), by, at).stream()
                .findFirst();
    }

    /** Resolves those of some tickets that are open; gives their ids. */
    List<Long> resolveAll(Long[] ids, NamedActor by, Instant at) {
        return resolve("id = any(:ids) and state <> 'resolved'", Map.of("ids", ids), by, at);
    }

    private List<Long> resolve(String which, Map<String, Object> params, NamedActor by, Instant at) {
        return jdbc.sql("""
                update ticket set state = 'resolved', resolved_by = :name, resolver = :by, resolved_at = :at,
                    snoozed_until = null, revision = revision + 1
                where %s returning id""".formatted(which)).params(params).param("name", by.name())
                .param("by", by.word()).param("at", Timestamp.from(at)).query(Long.class).list();
    }

    private Ticket row(ResultSet row, int n) throws SQLException {
        String question = row.getString("question");
        String latest = row.getString("latest");
        return new Ticket(row.getLong("id"), row.getInt("revision"), row.getLong("conversation_id"),
                row.getString("channel"), row.getString("reason"), row.getString("state"), question,
                row.getString("customer"), shown(row.getString("channel"), row.getString("address")),
                null, row.getString("unverified"), row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                instant(row, "last_customer_at"), latest, instant(row, "waits_since"),
                row.getString("taken_by"), instant(row, "taken_at"), resolver(row),
                instant(row, "resolved_at"), holder(row), latest == null ? question : latest);
    }

    private static @Nullable NamedActor resolver(ResultSet row) throws SQLException {
        String word = row.getString("resolver_word");
        return word == null ? null : new NamedActor(word, row.getString("resolved_by"));
    }

    private static @Nullable Actor holder(ResultSet row) throws SQLException {
        Long agent = row.getObject("assignee", Long.class);
        Long program = row.getObject("program", Long.class);
        if (agent == null) {
            return program == null ? null : new Actor.Program(program);
        }
        return new Actor.Agent(agent);
    }

    /** Tickets with what their rows do not say: the subjects of mails, and the questions before mere wishes for a person. */
    private List<Ticket> whole(List<Ticket> tickets) {
        return subjects.on(questions.on(tickets));
    }

    private Ticket whole(Ticket ticket) {
        return whole(List.of(ticket)).getFirst();
    }

    private @Nullable String shown(String channel, String address) {
        Address where = new Address(new ChannelName(channel), address);
        return channels.all().stream().filter(one -> one.name().equals(where.channel()))
                .flatMap(one -> one.shown(where).stream()).findFirst().orElse(null);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
