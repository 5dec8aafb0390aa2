package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Programs' and people's mails through a mailbox: who gets an answer, and what is written down about the others. */
class UnansweredTest {
    @Test
    void writesDownWhyEachMachineIsNotAnswered() throws IOException {
        try (TestDatabase database = TestDatabase.migrated();
                Post post = Post.start();
                MailInstallation installation = MailInstallation.at(post, database).read()) {
            List<Path> machines = AutoReplyDetectorTest.mails("machine").toList();
            List<Path> people = AutoReplyDetectorTest.mails("ordinary").toList();
            for (Path file : machines) {
                post.deliver(Post.SHOP, Files.readAllBytes(file));
            }
            List<InboundEvent> heard = installation.heard(machines.size());
            assertThat(heard).noneMatch(MessageReceived.class::isInstance);
            assertThat(installation.reasons()).hasSize(machines.size()).allMatch(reason -> !reason.isBlank());
            assertThat(post.seen()).isZero();
            for (Path file : people) {
                post.deliver(Post.SHOP, Files.readAllBytes(file));
            }
            List<InboundEvent> all = installation.heard(machines.size() + people.size());
            assertThat(
                    all.stream().filter(MessageReceived.class::isInstance).map(m -> ((MessageReceived) m).externalId())
                            .filter(id -> !id.matches("(?s).*#[2-9]of[2-9]$")))
                    .hasSize(people.size());
            int checked = database.jdbc().sql("select count(*) from mail_in where sender_check <> 'unchecked'")
                    .query(Integer.class).single();
            System.out.printf(
                    "%d mails of machines: none answered; %d of people: all; %d with a word of the server's%n",
                    machines.size(), people.size(), checked);
        }
    }
}
