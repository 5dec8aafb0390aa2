package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.parley.channel.ChannelHealth;
import io.parley.channel.ChannelHealth.State;
import io.parley.channel.email.mailbox.Connections;
import io.parley.channel.email.mailbox.EmailSettings.MailboxSettings;
import io.parley.channel.email.mailbox.EmailSettings.OAuth;
import io.parley.channel.email.mailbox.Mailbox;
import io.parley.channel.email.mailbox.OAuthTokens;
import jakarta.mail.AuthenticationFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logging in with OAuth 2, and what the doctor finds. */
class OAuthTest {
    private static final Instant MORNING = Instant.parse("2026-11-21T08:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(MORNING);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer service = service();
    private final OAuthTokens tokens = new OAuthTokens(now::get);
    private volatile int status = 200;

    private HttpServer service() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/token", exchange -> {
                asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                String body = status == 200
                        ? "{\"access_token\":\"token" + asked.size()
                                + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}"
                        : "{\"error\":\"invalid_grant\"}";
                exchange.sendResponseHeaders(status, body.length());
                exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        tokens.close();
        service.stop(0);
    }

    private OAuth oauth(@Nullable String refresh, @Nullable String scope) {
        return new OAuth("http://127.0.0.1:" + service.getAddress().getPort() + "/token", "client", "s&cret", refresh,
                scope);
    }

    @Test
    void keepsATokenUntilAMinuteBeforeItsEnd() throws Exception {
        OAuth oauth = oauth("refresh", null);
        assertThat(tokens.token(oauth)).isEqualTo("token1");
        now.set(MORNING.plus(Duration.ofMinutes(58)));
        assertThat(tokens.token(oauth)).isEqualTo("token1");
        now.set(MORNING.plus(Duration.ofMinutes(60)));
        assertThat(tokens.token(oauth)).isEqualTo("token2");
        assertThat(asked.getFirst()).contains("grant_type=refresh_token", "refresh_token=refresh", "client_id=client",
                "client_secret=s%26cret");
    }

    @Test
    void asksForTheApplicationsOwnTokenWithoutARefreshToken() throws Exception {
        tokens.token(oauth(null, "https://outlook.office365.com/.default"));
        assertThat(asked.getFirst()).contains("grant_type=client_credentials",
                "scope=https%3A%2F%2Foutlook.office365.com%2F.default");
    }

    @Test
    void saysWhyNoTokenIsGivenAndTriesAgain() throws Exception {
        OAuth oauth = oauth("refresh", null);
        status = 400;
        assertThatThrownBy(() -> tokens.token(oauth)).isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("invalid_grant").hasMessageNotContaining("refresh");
        status = 200;
        assertThat(tokens.token(oauth)).isEqualTo("token2");
    }

    @Test
    void logsInWithTheToken() throws Exception {
        try (ScriptedSmtp smtp = new ScriptedSmtp()) {
            smtp.answering("EHLO", "250-here\r\n250 AUTH PLAIN XOAUTH2").answering("AUTH", "235 welcome");
            try (SMTPTransport transport = new Connections(tokens, Duration.ofSeconds(5))
                    .smtp(mailbox("imap://localhost:1", smtp.url(), oauth("refresh", null)))) {
                assertThat(transport.isConnected()).isTrue();
            }
            String login = smtp.said.stream().filter(line -> line.startsWith("AUTH XOAUTH2 ")).findFirst()
                    .orElseThrow();
            assertThat(new String(Base64.getDecoder().decode(login.substring(13)), StandardCharsets.UTF_8))
                    .isEqualTo("user=support@shop.example\u0001auth=Bearer token1\u0001\u0001");
        }
    }

    @Test
    void readsAndSendsWithTokensAndFetchesAnotherOneWhenTheServerRefusesIt() throws Exception {
        try (Post post = Post.start()) {
            post.user(Post.SHOP).setPassword("token2");
            Mailbox mailbox = mailbox(post.imapUrl(Post.SHOP).replace(":secret@", "@"),
                    post.smtpUrl(Post.SHOP).replace(":secret@", "@"), oauth("refresh", null));
            Connections connections = new Connections(tokens, Duration.ofSeconds(30));
            assertThatThrownBy(() -> connections.imap(mailbox, Duration.ofSeconds(30)))
                    .isInstanceOf(AuthenticationFailedException.class);
            try (IMAPStore store = connections.imap(mailbox, Duration.ofSeconds(30));
                    SMTPTransport transport = connections.smtp(mailbox)) {
                assertThat(store.getFolder("INBOX").exists()).isTrue();
                assertThat(transport.isConnected()).isTrue();
            }
            assertThat(asked).hasSize(2);
        }
    }

    @Test
    void letsTheDoctorLookWithoutSending() {
        try (Post post = Post.start()) {
            ChannelHealth right = examined(post.imapUrl(Post.SHOP), post.smtpUrl(Post.SHOP));
            assertThat(right.state()).isEqualTo(State.UP);
            assertThat(right.detail()).isEqualTo("logged in to read and to send for " + Post.SHOP
                    + " (it has no folder for sent mail, so answers are not kept there)");
            post.makeFolder(Post.SHOP, "Sent");
            assertThat(examined(post.imapUrl(Post.SHOP), post.smtpUrl(Post.SHOP)).detail())
                    .isEqualTo("logged in to read and to send for " + Post.SHOP);
            assertThat(examined(post.imapUrl(Post.SHOP).replace("secret", "wrong"), post.smtpUrl(Post.SHOP)))
                    .satisfies(
                            wrong -> assertThat(wrong.detail()).contains("refuses the login").doesNotContain("wrong"));
            assertThat(examined(post.imapUrl(Post.SHOP).replace("INBOX", "Help"), post.smtpUrl(Post.SHOP)).detail())
                    .contains("has no folder Help");
            assertThat(examined(post.imapUrl(Post.SHOP), "smtp://127.0.0.1:1").detail())
                    .contains("127.0.0.1:1 does not work: nobody answers at that port");
            assertThat(post.inbox(Post.SHOP)).isEmpty();
        }
    }

    @Test
    void letsTheDoctorSayWhatIsWrongWithAServer() {
        try (Post post = Post.start(); Post tls = Post.startWithTls()) {
            String imap = post.imapUrl(Post.SHOP);
            String smtp = post.smtpUrl(Post.SHOP);
            assertThat(examined("imaps://a:b@imap.shop.invalid", smtp).detail())
                    .isEqualTo("imap.shop.invalid:993 does not work: there is no host of that name");
            assertThat(examined(imap.replace("imap:", "imaps:"), smtp).detail())
                    .endsWith("no TLS connection comes about; check the port, and whether it wants ?starttls=required");
            assertThat(examined(imap + "?starttls=required", smtp).detail()).endsWith("it offers no STARTTLS");
            assertThat(examined(imap, smtp + "?starttls=required").detail()).endsWith("it offers no STARTTLS");
            assertThat(
                    examined(tls.imapUrl(Post.SHOP).replace("imap:", "imaps:").replace("127.0.0.1", "localhost"), smtp)
                            .detail())
                    .endsWith("its certificate is not signed by a known authority");
        }
    }

    private ChannelHealth examined(String imap, String smtp) {
        return new ConnectionCheck(tokens).of(List.of(mailbox(imap, smtp, null)));
    }

    private static Mailbox mailbox(String imap, String smtp, @Nullable OAuth oauth) {
        return Mailbox.of("main", "parley.email",
                new MailboxSettings(Post.SHOP, null, imap, smtp, List.of(), List.of(), List.of(), "seen", null, null,
                        oauth));
    }
}
