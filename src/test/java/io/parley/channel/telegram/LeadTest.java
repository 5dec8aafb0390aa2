package io.parley.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.RawEvent;
import io.parley.cluster.LeaderElection;
import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.support.Candidate;
import io.parley.support.TestDatabase;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several instances, one of which polls. */
class LeadTest {

    private final FakeTelegram telegram = FakeTelegram.start();
    private final FakeChat chat = telegram.privateChat("Ann");
    private final TestDatabase database = TestDatabase.empty();
    private final List<Instance> instances = IntStream.range(0, 3).mapToObj(i -> new Instance()).toList();

    /** One instance: a candidate for leader, and its poller. */
    private final class Instance implements AutoCloseable {
        private final Candidate candidate = new Candidate(database);
        private final Installation parley = Installation.at(telegram);
        private final LeaderElection leader;
        private final TelegramLifecycle lifecycle;

        Instance() {
            leader = candidate.leader();
            lifecycle = new TelegramLifecycle(leader, parley.poller()::run, parley.introduction);
        }

        boolean leads() {
            return leader.leads(TelegramLifecycle.ROLE);
        }

        @Override
        public void close() {
            lifecycle.stop();
            parley.close();
            candidate.close();
        }
    }

    @AfterEach
    void close() {
        instances.forEach(Instance::close);
        database.close();
        telegram.close();
    }

    private Instance awaitLeader() {
        await().until(() -> instances.stream().filter(Instance::leads).count() == 1);
        return instances.stream().filter(Instance::leads).findFirst().orElseThrow();
    }

    private void isHeardBy(Instance leader, String text) {
        long update = chat.say(text).updateId();
        await().until(() -> leader.parley.inbox.events().stream().map(RawEvent::key)
                .anyMatch(Long.toString(update)::equals));
    }

    @Test
    void pollsFromOneInstanceAtAnyTime() {
        instances.forEach(instance -> instance.lifecycle.start());
        Instance first = awaitLeader();
        isHeardBy(first, "one");
        database.jdbc()
                .sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley-leader'")
                .query().listOfRows();
        isHeardBy(awaitNewLead(first), "two");
        Instance second = awaitLeader();
        second.lifecycle.stop();
        Instance third = awaitLeader();
        assertThat(third).isNotSameAs(second);
        isHeardBy(third, "three");
        assertThat(telegram.polls().mostAtOnce()).isEqualTo(1);
        assertThat(telegram.polls().conflicts()).isZero();
        assertThat(telegram.violations()).isEmpty();
    }

    /** The next leader after the former one stepped down; it may be the same instance again. */
    private Instance awaitNewLead(Instance before) {
        await().until(() -> !before.leads());
        return awaitLeader();
    }
}
