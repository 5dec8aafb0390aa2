package io.parley.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.channel.InboundSink;
import io.parley.channel.email.thread.MailRows;
import io.parley.channel.scripted.ScriptedChannel;
import io.parley.channel.scripted.ScriptedChannel.Line;
import io.parley.support.ParleyTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A backup brings back people who were erased; the list outside of the database knows them. */
@ParleyTest
@Import(ScriptedChannel.class)
class ErasureReplayTest {
    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final AtomicInteger number = new AtomicInteger();

    private final String ann = "ann-" + number.incrementAndGet();

    @Autowired
    ScriptedChannel channel;
    @Autowired
    InboundSink sink;
    @Autowired
    Erasures erasures;
    @Autowired
    ErasureReplay replay;
    @Autowired
    MailRows mails;
    @Autowired
    JdbcClient jdbc;

    @Test
    void whoIsInARestoredBackupIsErasedAgain() throws IOException {
        says(ann);
        long person = erased();
        assertThat(Files.readString(replay.file())).containsPattern("key [0-9a-f]{64}\n").doesNotContain(ann);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(replay.file()))).isEqualTo("rw-------");
        restored(person);

        assertThat(replay.replay(List.of()).begun()).isEqualTo(1);
        finish();

        assertThat(jdbc.sql("select count(*) from participant where external_id = ?").param(ann).query(Integer.class)
                .single()).isZero();
        assertThat(said(person)).isEmpty();
        assertThat(replay.replay(List.of()).begun()).isZero();
    }

    @Test
    void whoCameBackAfterTheirErasureStays() {
        says(ann);
        erased();
        says(ann);
        assertThat(replay.replay(List.of()).begun()).isZero();

        jdbc.sql("delete from erasure").update();
        assertThat(replay.replay(List.of()).begun()).isZero();
    }

    @Test
    void aListIsReadThatAnotherKeyMade(@TempDir Path folder) throws IOException {
        says(ann);
        long person = erased();
        Path kept = Files.copy(replay.file(), folder.resolve("kept.txt"));
        Files.writeString(kept, "half a li", java.nio.file.StandardOpenOption.APPEND);
        restored(person);
        byte[] before = jdbc.sql("select secret from erasure_key").query(byte[].class).single();
        jdbc.sql("update erasure_key set secret = ?").param(new byte[32]).update();

        assertThat(replay.replay(List.of(kept)).begun()).isEqualTo(1);

        finish();
        jdbc.sql("update erasure_key set secret = ?").param(before).update();
        assertThat(said(person)).isEmpty();
    }

    @Test
    void aWishToGetNoMailsStaysWithoutTheAddress() {
        String zoe = "zoe@example.org";
        long person = jdbc.sql("insert into participant (channel, external_id) values ('email', ?) returning id")
                .param(zoe).query(Long.class).single();
        mails.silence("main", zoe, InstantSource.system().instant());

        erasures.begin(person, "Kim");
        finish();

        assertThat(jdbc.sql("select person from mail_suppression").query(String.class).list()).singleElement()
                .asString().startsWith("hmac:").doesNotContain("zoe");
        assertThat(mails.isSilenced("main", zoe)).isTrue();
        assertThat(mails.isSilenced("main", "ann@example.org")).isFalse();
        mails.endSilence("main", zoe);
        assertThat(mails.isSilenced("main", zoe)).isFalse();
    }

    @Test
    void aListThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> replay.replay(List.of(Path.of("nowhere.txt"))))
                .hasMessageContaining("nowhere.txt is not there");
    }

    private void says(String who) {
        sink.store(List.of(channel.raw(new Line("message", who, who, "replay-" + number.incrementAndGet(), null,
                "How do I reset my password?", InstantSource.system().instant()))));
        await().atMost(AT_MOST).until(() -> jdbc.sql("""
                select (select count(*) from inbox where state <> 'done')
                    + (select count(*) from outbox where state in ('queued', 'ready', 'claimed', 'sending'))""")
                .query(Integer.class).single() == 0);
    }

    private long erased() {
        long person = jdbc.sql("select id from participant where external_id = ?").param(ann).query(Long.class)
                .single();
        erasures.begin(person, "Kim");
        finish();
        return person;
    }

    private void finish() {
        await().atMost(AT_MOST).until(() -> {
            erasures.run();
            return jdbc.sql("select count(*) from erasure where done_at is null").query(Integer.class).single() == 0;
        });
    }

    /** The person is as they were, and nothing tells that they were erased. */
    private void restored(long person) {
        jdbc.sql("update participant set external_id = ?, name = ? where id = ?").param(ann).param(ann).param(person)
                .update();
        jdbc.sql("update message set text = 'How do I?', deleted_at = null where participant_id = ?").param(person)
                .update();
        jdbc.sql("delete from erasure where participant_id = ?").param(person).update();
    }

    private String said(long person) {
        return jdbc.sql("select string_agg(text, '') from message where participant_id = ?").param(person)
                .query(String.class).single();
    }
}
