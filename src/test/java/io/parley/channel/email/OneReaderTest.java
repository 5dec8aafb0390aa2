package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.RawEvent;
import io.parley.cluster.LeaderElection;
import io.parley.support.Candidate;
import io.parley.support.TestDatabase;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several instances, one of which reads the mailbox. */
class OneReaderTest {

    private final Post post = Post.start();
    private final Wire wire = Wire.to(post.imapPort());
    private final TestDatabase database = TestDatabase.migrated();
    private final List<Instance> instances = IntStream.range(0, 3).mapToObj(i -> new Instance()).toList();

    /** One instance: a candidate for leader, and its reader. */
    private final class Instance implements AutoCloseable {
        private final Candidate candidate = new Candidate(database);
        private final MailInstallation parley = MailInstallation.of(MailInstallation.settings(
                "imap://support%40shop.example:secret@127.0.0.1:" + wire.port() + "/INBOX", post.smtpUrl(Post.SHOP),
                "seen", MailInstallation.MANY, false), database);
        private final LeaderElection leader;
        private final EmailLifecycle lifecycle;

        Instance() {
            leader = candidate.leader();
            lifecycle = new EmailLifecycle(leader, List.of(parley.reader));
        }

        boolean leads() {
            return leader.leads(parley.reader.role());
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
        wire.close();
        post.close();
    }

    private Instance awaitReader() {
        await().until(() -> instances.stream().filter(Instance::leads).count() == 1);
        Instance leader = instances.stream().filter(Instance::leads).findFirst().orElseThrow();
        await().until(() -> leader.parley.channel.health().detail().contains("looked at"));
        await().until(() -> wire.open() == 1);
        return leader;
    }

    private Stream<RawEvent> events() {
        return instances.stream().flatMap(instance -> instance.parley.inbox.events().stream());
    }

    @Test
    void readsFromOneInstanceAtAnyTime() {
        instances.forEach(instance -> instance.lifecycle.start());
        Instance first = awaitReader();
        post.deliver(Post.SHOP, Post.from("Ann", "ann@example.org").saying("One?"));
        first.parley.heard(1);
        first.lifecycle.stop();
        Instance second = awaitReader();
        assertThat(second).isNotSameAs(first);
        post.deliver(Post.SHOP, Post.from("Ann", "ann@example.org").saying("Two?"));
        second.parley.heard(1);
        assertThat(events().map(RawEvent::key)).hasSize(2).doesNotHaveDuplicates();
    }
}
