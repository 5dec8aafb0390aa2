package io.parley.channel.email;

import io.parley.channel.Address;
import io.parley.channel.Channel;
import io.parley.channel.ChannelContract;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.RawEvent;
import io.parley.channel.email.thread.MailAddress;
import io.parley.support.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class EmailContractTest extends ChannelContract {
    private static final TestDatabase database = TestDatabase.migrated();
    private static final String ANN = "ann@example.org";
    private final Post post = Post.start();
    private MailInstallation installation = MailInstallation.at(post, database);
    private Address ann = new Address(MailAddress.EMAIL, "");
    private int written;

    @BeforeEach
    void meet() {
        database.clear();
        installation = MailInstallation.at(post, database).read();
        RawEvent first = written("Hello");
        ann = ((MessageReceived) channel().read(first)).address();
    }

    @AfterEach
    void close() {
        installation.close();
        post.close();
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @Override
    protected boolean changesWhatWasSent() {
        return false;
    }

    @Override
    protected Channel channel() {
        return installation.channel;
    }

    @Override
    protected Address person() {
        return ann;
    }

    /** She goes on in the thread that she began. */
    @Override
    protected RawEvent written(String text) {
        var head = Post.from("Ann Reed", ANN);
        if (written > 0) {
            head = head.answering(post.inbox(Post.SHOP).getFirst());
        }
        post.deliver(Post.SHOP, head.saying(text));
        written++;
        installation.heard(written);
        return installation.inbox.events().getLast();
    }

    @Override
    protected List<String> shown() {
        return post.inbox(ANN).stream().map(Post::plain).toList();
    }
}
