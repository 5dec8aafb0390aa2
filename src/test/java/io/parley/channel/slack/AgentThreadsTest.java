package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.People;
import io.parley.fake.slack.Post;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Likeness;
import io.parley.support.HeldReceipts;
import io.parley.support.StoredFaq;
import io.parley.support.Taught;
import io.parley.support.TestDatabase;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A ticket is a thread in the agents' channel, in which agents take it, answer, and talk among themselves. */
class AgentThreadsTest extends SlackApplication {
    private static final String PLACE = "C0AGENTS";
    private static final AtomicInteger people = new AtomicInteger();

    @Autowired
    private TestDatabase database;

    @Autowired
    private Likeness likeness;

    @Autowired
    private Knowledge knowledge;

    private final String bob = "UBOB" + people.incrementAndGet();
    private final String marta = "UMARTA" + people.incrementAndGet();

    @BeforeEach
    void agents() {
        jdbc.sql("delete from usage_count").update();
        agent(bob, "Bob");
        agent(marta, "Marta");
    }

    /** Those of that name in the tests before are called otherwise now. */
    private void agent(String user, String name) {
        jdbc.sql("update agent set name = login where name = ?").param(name).update();
        jdbc.sql("insert into agent (login, name, role, slack_user) values (?, ?, 'agent', ?)").param(user).param(name)
                .param(user).update();
    }

    /** A customer's direct message that the bot cannot answer; gives its time. */
    private String asks(String question) {
        return slack.say(direct, "U1", question, null);
    }

    private Post ticket(String question) {
        await().until(() -> roots(question).size() == 1);
        return roots(question).getFirst();
    }

    private static List<Post> roots(String question) {
        return slack.posts(PLACE).stream().filter(post -> post.thread() == null && post.seen().contains(question))
                .toList();
    }

    /** What the bot says under a ticket, its own message excepted. */
    private static List<Post> under(Post ticket) {
        return slack.answers(PLACE, ticket.ts()).stream().filter(post -> post.thread() != null).toList();
    }

    private static List<String> toCustomer(String place) {
        return slack.posts(place).stream().filter(post -> post.user().equals(FakeSlack.BOT)).map(Post::seen).toList();
    }

    private void customerReads(String place, String text) {
        await().until(() -> toCustomer(place).stream().anyMatch(seen -> seen.contains(text)));
    }

    private static void reacted(String ts, String emoji) {
        await().until(() -> slack.reactions().contains(PLACE + "/" + ts + "/" + emoji));
    }

    private List<String> notes(Post ticket) {
        return jdbc.sql("select text from ticket_note where ticket_id = ? order by id").param(id(ticket))
                .query(String.class).list();
    }

    private static long id(Post ticket) {
        return Long.parseLong(ticket.seen().replaceFirst("(?s)^Ticket (\\d+):.*", "$1"));
    }

    private String state(Post ticket) {
        return jdbc.sql("select state || ' ' || coalesce(taken_by, '') from ticket where id = ?").param(id(ticket))
                .query(String.class).single();
    }

    @Test
    void showsATicketWithWhatCanBeDoneAboutIt() {
        asks("Do you repair <!channel> *brass* kettles?");

        Post ticket = ticket("brass");

        assertThat(ticket.seen()).contains("waits for a person on slack", "@channel *brass* kettles");
        assertThat(ticket.blocks().get(0).path("text").path("type").asString()).isEqualTo("plain_text");
        assertThat(People.values(ticket)).extracting(value -> value.split(":", -1)[1]).containsExactly("take",
                "hand_back",
                "resolve");
    }

    @Test
    void rewritesTheTicketAsItIsTakenAndResolved() {
        asks("Do you repair copper kettles?");
        Post ticket = ticket("copper");

        slack.press(bob, ticket, "g:take");
        await().until(() -> ticket("copper").seen().contains("Bob has it."));
        customerReads(direct, "Bob from our team has your request now");
        assertThat(state(ticket)).isEqualTo("taken Bob");
        slack.press(bob, ticket("copper"), "g:resolve");

        await().until(() -> ticket("copper").seen().contains("Resolved by Bob."));
        assertThat(People.values(ticket("copper"))).isEmpty();
    }

    @Test
    void bringsWhatTheCustomerWritesChangesAndTakesBackIntoTheThread() {
        String root = asks("Do you repair iron kettles?");
        Post ticket = ticket("iron");
        slack.press(bob, ticket, "g:take");
        customerReads(direct, "Bob from our team");

        String more = slack.say(direct, "U1", "It is from 1890, by the way", root);
        await().until(() -> under(ticket).stream().anyMatch(post -> post.seen().contains("from 1890")));
        slack.edit(direct, more, "It is from 1891, by the way");
        await().until(() -> under(ticket).stream().anyMatch(post -> post.seen().contains("from 1891")));
        assertThat(under(ticket)).noneMatch(post -> post.seen().contains("from 1890"));
        slack.delete(direct, more);

        await().until(() -> under(ticket).stream().noneMatch(post -> post.seen().contains("from 1891")));
        assertThat(under(ticket)).filteredOn(post -> post.onlyFor() == null).singleElement()
                .satisfies(post -> assertThat(post.seen()).contains("took back"));
    }

    @Test
    void hearsRepliesThatAreQuickerThanTheReceiptOfTheTicket() {
        HeldReceipts.during(database, "agents/" + PLACE, "platinum", () -> {
            asks("Do you repair platinum kettles?");
            Post ticket = ticket("platinum");
            jdbc.sql("""
                    update ticket set state = 'taken', taken_by = 'Bob', taken_at = now(),
                        assignee = (select id from agent where slack_user = ?)
                    where id = (select max(id) from ticket)""").param(bob).update();
            slack.say(PLACE, bob, "Yes, platinum ones.", ticket.ts());
            slack.say(PLACE, bob, "And platinum spoons.", ticket.ts());
            await().until(() -> deferred(ticket) == 2);
        });

        customerReads(direct, "And platinum spoons.");
        customerReads(direct, "Yes, platinum ones.");
        assertThat(toCustomer(direct)).filteredOn(seen -> seen.contains("platinum")).satisfiesExactly(
                seen -> assertThat(seen).contains("Yes, platinum ones."),
                seen -> assertThat(seen).contains("And platinum spoons."));
    }

    /** How many events wait until a ticket's message is known. */
    private int deferred(Post ticket) {
        return jdbc.sql("select count(*) from inbox where state = 'deferred' and ordering_key = ?")
                .param("slack:" + PLACE + "/" + ticket.ts()).query(Integer.class).single();
    }

    @Test
    void sendsAReplyToTheCustomerOnceTheTicketIsTheAgents() {
        asks("Do you repair zinc kettles?");
        Post ticket = ticket("zinc");
        slack.press(bob, ticket, "g:take");
        await().until(() -> ticket("zinc").seen().contains("Bob has it."));

        String reply = slack.say(PLACE, bob, "Yes, we do. Bring it along!", ticket.ts());

        customerReads(direct, "Yes, we do. Bring it along!");
        reacted(reply, "white_check_mark");
        assertThat(notes(ticket)).isEmpty();
    }

    /** Bob has it, has told that, and presses the button; gives the ticket. */
    private Post teaches(String question, String metal, String answer) {
        asks(question);
        slack.press(bob, ticket(metal), "g:take");
        await().until(() -> ticket(metal).seen().contains("Bob has it."));
        slack.say(PLACE, bob, answer, ticket(metal).ts());
        customerReads(direct, answer);
        slack.press(bob, ticket(metal), "g:teach");
        await().until(() -> under(ticket(metal)).stream().anyMatch(post -> post.seen().contains("aught")));
        return ticket(metal);
    }

    @Test
    void aButtonTeachesTheFaqWhatWasTold() {
        Taught.askedAlike(jdbc, likeness, "Is it possible to rent the pottery studio?",
                List.of("We would like to rent your studio for pottery", "What does renting the pottery studio take?"));

        Post ticket = teaches("Can I rent the pottery studio?", "studio",
                "The pottery studio is rented out on Mondays, by the hour.");

        assertThat(under(ticket)).filteredOn(post -> post.seen().contains("Taught. The bot answers such questions"))
                .singleElement().satisfies(post -> assertThat(post.onlyFor()).isEqualTo(bob));
        assertThat(state(ticket)).startsWith("resolved");
        asks("May a group rent your pottery studio?");
        await().until(() -> toCustomer(direct).stream()
                .filter(seen -> seen.contains("rented out on Mondays")).count() > 1);
        StoredFaq.retire(jdbc, knowledge, "owner is not null");
    }

    @Test
    void whatTheFaqWouldSeldomFindWaitsForItsReview() {
        Post ticket = teaches("Do you repair titanium kettles?", "titanium",
                "Kettles of titanium are repaired in the shop, on Mondays only.");

        assertThat(under(ticket)).anyMatch(post -> post.seen().contains("fewer than three ways to ask"));
        assertThat(jdbc.sql("""
                select s.state from suggestion s join suggestion_source f on f.suggestion = s.id
                where f.ticket_id = ?""").param(id(ticket)).query(String.class).list()).containsExactly("open");
    }

    @Test
    void asksBeforeTheFirstReplyAndDoesAsItIsTold() {
        asks("Do you repair steel kettles?");
        Post ticket = ticket("steel");
        slack.say(PLACE, bob, "What is that about?", ticket.ts());
        await().until(() -> under(ticket).size() == 1);
        Post question = under(ticket).getFirst();
        assertThat(question.onlyFor()).isEqualTo(bob);
        assertThat(question.seen()).contains("Send this to");
        slack.press(bob, question, "g:keep");
        await().until(() -> notes(ticket).equals(List.of("What is that about?")));

        slack.say(PLACE, bob, "We do repair them.", ticket.ts());
        await().until(() -> under(ticket).size() == 2);
        slack.press(marta, under(ticket).getLast(), "g:send");
        everythingIsUnderstood();
        assertThat(toCustomer(direct)).noneMatch(seen -> seen.contains("We do repair them."));
        slack.press(bob, under(ticket).get(1), "g:send");

        customerReads(direct, "We do repair them.");
        assertThat(state(ticket)).isEqualTo("taken Bob");
        assertThat(toCustomer(direct)).noneMatch(seen -> seen.contains("What is that about?"));
    }

    @Test
    void tellsTheOneWhoIsLateWhoHasIt() {
        asks("Do you repair tin kettles?");
        Post ticket = ticket("tin");
        slack.press(bob, ticket, "g:take");
        await().until(() -> state(ticket).equals("taken Bob"));

        slack.press(marta, ticket, "g:take");

        await().until(() -> under(ticket).stream().anyMatch(post -> marta.equals(post.onlyFor())));
        assertThat(under(ticket)).filteredOn(post -> marta.equals(post.onlyFor())).singleElement()
                .satisfies(post -> assertThat(post.seen()).contains("Bob has ticket"));
        assertThat(state(ticket)).isEqualTo("taken Bob");
    }

    @Test
    void takesNothingFromAnAgentWhoseAccountIsLocked() {
        Post ticket = taken("chrome");
        jdbc.sql("update agent set locked_at = now() where slack_user = ?").param(bob).update();

        String words = slack.say(PLACE, bob, "I tell you what they hide", ticket.ts());
        slack.press(bob, ticket, "g:resolve");

        reacted(words, "lock");
        everythingIsUnderstood();
        assertThat(state(ticket)).isEqualTo("taken Bob");
        assertThat(toCustomer(direct)).noneMatch(seen -> seen.contains("what they hide"));
    }

    @Test
    void keepsInsideWhatSomebodyWritesWhoIsNoAgent() {
        asks("Do you repair gold kettles?");
        Post ticket = ticket("gold");
        slack.workspace().member("USTRANGER", "Sam Stranger", "sam@example.org");

        String words = slack.say(PLACE, "USTRANGER", "Tell him no", ticket.ts());

        reacted(words, "lock");
        await().until(() -> under(ticket).stream().anyMatch(post -> "USTRANGER".equals(post.onlyFor())));
        assertThat(notes(ticket)).containsExactly("Tell him no");
        assertThat(jdbc.sql("select agent from ticket_note where ticket_id = ?").param(id(ticket)).query(String.class)
                .single()).isEqualTo("Sam Stranger");
        slack.press("USTRANGER", ticket, "g:take");
        everythingIsUnderstood();
        assertThat(state(ticket)).isEqualTo("waiting ");
        assertThat(toCustomer(direct)).noneMatch(seen -> seen.contains("Tell him no"));
    }

    @Test
    void knowsAnAgentByTheMailAddressThatSlackHasConfirmed() {
        String olga = "UOLGA" + people.incrementAndGet();
        String guest = "UGUEST" + people.incrementAndGet();
        jdbc.sql("insert into agent (login, name, role, email) values (?, 'Olga', 'agent', ?)").param(olga)
                .param(olga + "@Example.org").update();
        jdbc.sql("insert into agent (login, name, role, email) values (?, 'Gus', 'agent', ?)").param(guest)
                .param(guest + "@example.org").update();
        slack.workspace().member(olga, "Olga", olga.toLowerCase(Locale.ROOT) + "@example.org");
        slack.workspace().member(guest, "Gus", guest + "@example.org").put("is_restricted", true);
        asks("Do you repair lead kettles?");
        Post ticket = ticket("lead");

        slack.press(guest, ticket, "g:take");
        everythingIsUnderstood();
        assertThat(state(ticket)).isEqualTo("waiting ");
        slack.press(olga, ticket, "g:take");

        await().until(() -> state(ticket).equals("taken Olga"));
    }

    /** A ticket that Bob has. */
    private Post taken(String metal) {
        asks("Do you repair " + metal + " kettles?");
        slack.press(bob, ticket(metal), "g:take");
        await().until(() -> ticket(metal).seen().contains("Bob has it."));
        return ticket(metal);
    }

    @Test
    void changesAndTakesBackAtTheCustomersWhatItsAuthorChangesAndTakesBack() {
        Post ticket = taken("bronze");
        String reply = slack.say(PLACE, bob, "It costs 20 pounds.", ticket.ts());
        customerReads(direct, "It costs 20 pounds.");

        slack.edit(PLACE, reply, "It costs 30 pounds.");
        customerReads(direct, "It costs 30 pounds.");
        slack.edit(PLACE, reply, "It costs 40 pounds.");
        customerReads(direct, "It costs 40 pounds.");
        assertThat(toCustomer(direct)).filteredOn(seen -> seen.contains("It costs")).hasSize(1);
        slack.delete(PLACE, reply);

        await().until(() -> toCustomer(direct).stream().noneMatch(seen -> seen.contains("It costs")));
        assertThat(jdbc.sql("select text from message where agent = 'Bob' and deleted_at is not null")
                .query(String.class).list()).contains("");
        assertThat(audited(ticket)).containsExactly(bob + " reply_changed", bob + " reply_changed",
                bob + " reply_taken_back");
    }

    private List<String> audited(Post ticket) {
        return jdbc.sql("select actor || ' ' || deed from audit where object = ? order by id")
                .param(Long.toString(id(ticket))).query(String.class).list();
    }

    @Test
    void whatACustomerWasToldStaysOnceTheAccountIsLockedOfTheOneWhoSaidIt() {
        Post ticket = taken("cobalt");
        String reply = slack.say(PLACE, bob, "Cobalt costs 20 pounds.", ticket.ts());
        customerReads(direct, "Cobalt costs 20 pounds.");
        everythingIsUnderstood();
        jdbc.sql("update agent set locked_at = now() where slack_user = ?").param(bob).update();

        slack.edit(PLACE, reply, "Cobalt is paid to myself.");
        await().until(() -> refusals(ticket) == 1);
        slack.edit(PLACE, reply, "note: cobalt is paid to myself");
        await().until(() -> refusals(ticket) == 2);
        slack.delete(PLACE, reply);
        await().until(() -> refusals(ticket) == 3);

        everythingIsUnderstood();
        assertThat(toCustomer(direct)).filteredOn(seen -> seen.contains("obalt is") || seen.contains("obalt costs"))
                .singleElement().satisfies(seen -> assertThat(seen).contains("Cobalt costs 20 pounds."));
        assertThat(notes(ticket)).isEmpty();
        assertThat(audited(ticket)).isEmpty();
    }

    @Test
    void whatACustomerWasToldStaysOnceTheOneWhoSaidItIsAnotherAgentsInSlack() {
        Post ticket = taken("cadmium");
        String reply = slack.say(PLACE, bob, "Cadmium costs 20 pounds.", ticket.ts());
        customerReads(direct, "Cadmium costs 20 pounds.");
        everythingIsUnderstood();
        jdbc.sql("update agent set slack_user = null where slack_user = ?").param(bob).update();
        jdbc.sql(
                "insert into agent (login, name, role, slack_user) values ('new-' || :id, 'New ' || :id, 'agent', :id)")
                .param("id", bob).update();

        slack.edit(PLACE, reply, "Cadmium is paid to myself.");
        await().until(() -> under(ticket).stream().anyMatch(post -> bob.equals(post.onlyFor())
                && post.seen().contains("Only the one who wrote it")));

        everythingIsUnderstood();
        assertThat(toCustomer(direct)).noneMatch(seen -> seen.contains("admium is"));
    }

    @Test
    void aNoteStaysAsItIsOnceTheAccountIsLockedOrGoneOfTheOneWhoWroteIt() {
        Post ticket = taken("iridium");
        String note = slack.say(PLACE, bob, "note: she was charged twice", ticket.ts());
        String other = slack.say(PLACE, bob, "note: she gets her money back", ticket.ts());
        await().until(() -> notes(ticket).size() == 2);
        slack.edit(PLACE, note, "note: she was charged three times");
        await().until(() -> notes(ticket).contains("note: she was charged three times"));
        jdbc.sql("update agent set locked_at = now() where slack_user = ?").param(bob).update();

        slack.edit(PLACE, note, "note: she is a liar");
        await().until(() -> refusals(ticket) == 1);
        jdbc.sql("delete from agent where slack_user = ?").param(bob).update();
        slack.delete(PLACE, other);
        await().until(() -> refusals(ticket) == 2);

        everythingIsUnderstood();
        assertThat(notes(ticket)).containsExactly("note: she was charged three times",
                "note: she gets her money back");
        assertThat(audited(ticket)).containsExactly(bob + " note_changed");
    }

    /** How often Bob heard that he is no agent. */
    private long refusals(Post ticket) {
        return under(ticket).stream().filter(post -> bob.equals(post.onlyFor())
                && post.seen().contains("do not know you as an agent")).count();
    }

    @Test
    void takesAReplyBackThatBecomesANoteAndNeverSendsANoteByAChange() {
        Post ticket = taken("pewter");
        String reply = slack.say(PLACE, bob, "He is a nuisance, is he not", ticket.ts());
        customerReads(direct, "a nuisance");
        String note = slack.say(PLACE, bob, "note: he has paid twice", ticket.ts());
        reacted(note, "lock");

        slack.edit(PLACE, reply, "note: he is a nuisance");
        slack.edit(PLACE, note, "he has paid twice");

        await().until(() -> notes(ticket).equals(List.of("he has paid twice", "note: he is a nuisance")));
        await().until(() -> toCustomer(direct).stream().noneMatch(seen -> seen.contains("a nuisance")));
        slack.delete(PLACE, note);
        await().until(() -> notes(ticket).size() == 1);
        everythingIsUnderstood();
        assertThat(toCustomer(direct)).noneMatch(seen -> seen.contains("paid twice"));
    }

    @Test
    void saysUnderTheTicketWhyAReplyDidNotArrive() {
        Post ticket = taken("nickel");
        everythingIsUnderstood();
        slack.workspace().archive(direct);

        String reply = slack.say(PLACE, bob, "Yes, on Tuesdays.", ticket.ts());

        reacted(reply, "warning");
        await().until(() -> under(ticket).stream().anyMatch(post -> post.seen().contains("is_archived")));
        assertThat(under(ticket)).filteredOn(post -> post.seen().contains("did not get this reply")).hasSize(1);
    }

    @Test
    void saysToTheAuthorWhereNothingCanBeChangedAfterwards() {
        Post ticket = taken("silver");
        String reply = slack.say(PLACE, bob, "Yes, on Mondays.", ticket.ts());
        customerReads(direct, "Yes, on Mondays.");
        everythingIsUnderstood();
        jdbc.sql(
                """
                        update conversation set channel = 'email', address = 'ann@example.org|a|b' where id = (select conversation_id from ticket where id = ?)""")
                .param(id(ticket)).update();

        slack.edit(PLACE, reply, "Yes, on Wednesdays.");
        await().until(() -> under(ticket).stream().anyMatch(post -> bob.equals(post.onlyFor())
                && post.seen().contains("nothing can be changed")));
        slack.delete(PLACE, reply);

        await().until(() -> under(ticket).stream().anyMatch(post -> bob.equals(post.onlyFor())
                && post.seen().contains("nothing can be taken back")));
        assertThat(toCustomer(direct)).anyMatch(seen -> seen.contains("Yes, on Mondays."));
    }
}
