package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.channel.email.mailbox.EmailSettings;
import io.parley.channel.email.mailbox.EmailSettings.MailboxSettings;
import io.parley.channel.email.mailbox.Mailbox;
import io.parley.channel.email.mailbox.PostAction;
import io.parley.channel.email.mailbox.ServerUrl;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Valid and invalid addresses of mail servers. */
class MailSettingsTest {
    private static ServerUrl imap(String written) {
        return ServerUrl.parse("imap-url", written, "imap");
    }

    private static ServerUrl smtp(String written) {
        return ServerUrl.parse("smtp-url", written, "smtp");
    }

    @Test
    void readsAddresses() {
        assertThat(imap("imaps://ann%40shop.example:p%40ss%3Aw+rd@mail.shop.example:993/Support%20desk")).isEqualTo(
                new ServerUrl("imaps", "mail.shop.example", 993, "ann@shop.example", "p@ss:w+rd", false,
                        "Support desk"));
        assertThat(imap("imaps://ann@shop.example:secret@mail.shop.example")).satisfies(url -> {
            assertThat(url.user()).isEqualTo("ann@shop.example");
            assertThat(url.port()).isEqualTo(993);
            assertThat(url.folder()).isEqualTo("INBOX");
        });
        assertThat(smtp("smtp://ann:secret@mail.shop.example?starttls=required")).satisfies(url -> {
            assertThat(url.startTls()).isTrue();
            assertThat(url.port()).isEqualTo(587);
        });
        assertThat(smtp("smtp://localhost:25").user()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"imap://ann:secret@mail.shop.example", "http://mail.shop.example", "imaps://", "",
            "smtps://mail.shop.example", "imap://ann:secret@localhost.evil.example"})
    void refusesWhatIsNotSafeOrNoAddress(String written) {
        assertThatThrownBy(() -> imap(written)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("imap-url must").hasMessageNotContaining("secret");
    }

    @Test
    void showsNoPassword() {
        assertThat(imap("imaps://ann:secret@mail.shop.example")).asString().doesNotContain("secret", "ann");
        assertThat(MailInstallation.settings("imap://ann:secret@localhost", "smtp://ann:secret@localhost", "seen",
                MailInstallation.MANY, false)).asString().doesNotContain("secret");
        assertThat(new EmailSettings.OAuth("https://login.example/token", "client", "hidden", "hidden", null))
                .asString()
                .doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"forms.example", "@gmail.com", "@", "a@b@c"})
    void refusesWhatIsNoSenderOfForms(String sender) {
        assertThatThrownBy(() -> Mailbox.of("main", "parley.email",
                new MailboxSettings(Post.SHOP, null, "imap://localhost/INBOX", "smtp://localhost", List.of(), List.of(),
                        List.of(sender), "seen", null, null, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("parley.email.form-senders holds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "move", "move:", "seen:x", "keyword:", "delete"})
    void refusesWhatCannotBeDoneToAMail(String after) {
        assertThatThrownBy(() -> PostAction.parse("after", after)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("move:FOLDER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://login.example/token", "ftp://x", ""})
    void getsTokensOverTlsOnly(String url) {
        assertThatThrownBy(() -> new EmailSettings.OAuth(url, "client", "secret", null, null))
                .hasMessageContaining("oauth.token-url must be https://");
    }
}
