package io.parley.channel.email.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.email.Post;
import io.parley.channel.email.mailbox.EmailSettings.MailboxSettings;
import io.parley.channel.email.mailbox.Mailbox;
import io.parley.channel.email.message.Domains;
import io.parley.channel.email.message.Incoming;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The receiving server's results about a sender are understood, and no other server's results are believed. */
class SenderCheckTest {
    private static final String US = "mail.shop.example";
    private static final String RECEIVED = "Received: from victim.example (unknown [192.0.2.1]) by " + US
            + " (Postfix) with ESMTPS id 4711\n";
    private static final String LMTP = "Received: from " + US + " by store7 (Dovecot) with LMTP id x\n";

    private static Mailbox mailbox(String host, String... ids) {
        return Mailbox.of("main", "parley.email", new MailboxSettings(Post.SHOP, null, "imaps://u:p@" + host,
                "smtps://u:p@" + host, List.of(), List.of(ids), List.of(), "seen", null, null, null));
    }

    private static SenderCheck of(Mailbox mailbox, String headers, String from) {
        String mail = headers.replace("\n", "\r\n") + "From: " + from + "\r\nTo: " + Post.SHOP
                + "\r\nSubject: Hi\r\n\r\nHi\r\n";
        return SenderCheck.of(Incoming.of(mail.getBytes(StandardCharsets.UTF_8)).orElseThrow(), mailbox);
    }

    /** By a server that wrote one header, under the name that it received the mail with. */
    private static SenderCheck saying(String results) {
        return of(mailbox("imap.shop.example"), RECEIVED + "Authentication-Results: " + US + "; " + results + "\n",
                "Alice <alice@victim.example>");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "dmarc=pass (p=reject dis=none) header.from=victim.example",
            "dmarc=pass",
            "DMARC=Pass header.from=\"victim.example\"",
            "dkim=pass header.d=victim.example; dmarc=none header.from=victim.example",
            "dkim=pass (2048-bit key) header.d=mail.victim.example header.i=@mail.victim.example header.b=\"a;b\"",
            "dkim=fail header.d=other.example; dkim=pass header.i=@victim.example",
            "dkim / 1 = pass; spf=pass smtp.mailfrom=bounce@victim.example",
            "spf=pass (sender (really) \\) is fine) smtp.mailfrom=alice@VICTIM.example.",
            "dmarc=temperror; spf=pass smtp.mailfrom=\"alice cooper\"@victim.example"})
    void anAlignedPassPasses(String results) {
        assertThat(saying(results)).isEqualTo(SenderCheck.PASSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "dmarc=fail (p=reject) header.from=victim.example",
            "spf=pass smtp.mailfrom=evil.example; dkim=pass header.d=evil.example; dmarc=fail header.from=victim.example",
            "dmarc=pass header.from=victim.example; dmarc=fail header.from=victim.example",
            "spf=fail smtp.mailfrom=alice@victim.example; dkim=none"})
    void aFailFails(String results) {
        assertThat(saying(results)).isEqualTo(SenderCheck.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "none",
            "",
            "spf=softfail smtp.mailfrom=victim.example; dkim=none; dmarc=none",
            "spf=pass smtp.mailfrom=evil.example; dkim=pass header.d=evil.example",
            "spf=pass smtp.helo=victim.example",
            "dkim=pass header.d=example",
            "dkim=pass header.d=notvictim.example",
            "dkim=pass",
            "dmarc=pass header.from=evil.example",
            "spf=none (dmarc=pass header.from=victim.example) smtp.mailfrom=x.example",
            "spf=none smtp.mailfrom=\"x; dmarc=pass header.from=victim.example\"",
            "spf=none smtp.mailfrom=x (dmarc=pass; dmarc=pass"})
    void anythingElseSaysNeither(String results) {
        assertThat(saying(results)).isEqualTo(SenderCheck.UNDECIDED);
    }

    @Test
    void onlyTheOwnServersWordCounts() {
        String pass = "Authentication-Results: %s; dmarc=pass header.from=victim.example\n";
        String other = RECEIVED + pass.formatted("mx.evil.example") + pass.formatted("evil." + US);
        String alice = "alice@victim.example";
        assertThat(of(mailbox("imap.shop.example"), other, alice)).isEqualTo(SenderCheck.UNCHECKED);
        assertThat(of(mailbox("imap.shop.example"), "", alice)).isEqualTo(SenderCheck.UNCHECKED);
        assertThat(of(mailbox("imap.shop.example", "mx.shop.example"), RECEIVED + pass.formatted(US), alice))
                .isEqualTo(SenderCheck.UNCHECKED);
        assertThat(of(mailbox("imap.shop.example", "MX.shop.example"), pass.formatted("mx.shop.example"), alice))
                .isEqualTo(SenderCheck.PASSED);
    }

    @Test
    void whatAStrangerWroteFurtherDownDoesNotCount() {
        String none = "Authentication-Results: " + US + "; dkim=none; spf=none smtp.mailfrom=evil.example\n";
        String fail = "Authentication-Results: " + US + "; dmarc=fail header.from=victim.example\n";
        String forged = "Authentication-Results: " + US
                + "; dmarc=pass header.from=victim.example; dkim=pass header.d=victim.example\n";
        Mailbox mailbox = mailbox("imap.shop.example");
        String alice = "alice@victim.example";
        assertThat(of(mailbox, RECEIVED + fail + forged, alice)).isEqualTo(SenderCheck.FAILED);
        assertThat(of(mailbox, RECEIVED + none + forged, alice)).isEqualTo(SenderCheck.UNDECIDED);
        assertThat(of(mailbox, none + RECEIVED + forged, alice)).isEqualTo(SenderCheck.UNDECIDED);
        assertThat(of(mailbox, RECEIVED + "Received: from x by mx.evil.example with ESMTP\n"
                + forged.replace(US, "mx.evil.example"), alice)).isEqualTo(SenderCheck.UNCHECKED);
    }

    /** As OpenDMARC, a policy server and OpenDKIM write them, one over the other. */
    @Test
    void readsThePostfixWay() {
        String three = LMTP + RECEIVED + "Authentication-Results: " + US
                + ";\n\tdmarc=none (p=none dis=none) header.from=victim.example\nDKIM-Filter: OpenDKIM\n"
                + "Authentication-Results: " + US + "; spf=softfail smtp.mailfrom=victim.example\n"
                + "Authentication-Results: " + US + ";\n\tdkim=pass (2048-bit key) header.d=victim.example\n";
        assertThat(of(mailbox("imap.shop.example"), three, "alice@victim.example")).isEqualTo(SenderCheck.PASSED);
        assertThat(of(mailbox("imap.shop.example"), three, "alice@third.example")).isEqualTo(SenderCheck.UNDECIDED);
    }

    @Test
    void readsGmailsWay() {
        String gmail = """
                Received: by 2002:a05:6402:1d0 with SMTP id x; Sun, 22 Nov 2026 10:00:00 -0800 (PST)
                Received: from victim.example by mx.google.com with ESMTPS id y
                Authentication-Results: mx.google.com;
                       dkim=pass header.i=@victim.example header.s=s1 header.b="Abc+/=";
                       spf=pass (google.com: domain of alice@victim.example designates 192.0.2.1 as permitted sender) smtp.mailfrom=alice@victim.example;
                       dmarc=pass (p=NONE sp=QUARANTINE dis=NONE) header.from=victim.example
                """;
        String forged = "Authentication-Results: mx.google.com; dmarc=pass header.from=victim.example\n";
        String none = "Authentication-Results: mx.google.com; spf=pass smtp.mailfrom=evil.example\n";
        Mailbox mailbox = mailbox("imap.gmail.com");
        assertThat(of(mailbox, gmail, "alice@victim.example")).isEqualTo(SenderCheck.PASSED);
        assertThat(of(mailbox, none + forged, "alice@victim.example")).isEqualTo(SenderCheck.UNDECIDED);
        assertThat(of(mailbox("imap.shop.example"), gmail, "alice@victim.example")).isEqualTo(SenderCheck.UNCHECKED);
    }

    @Test
    void readsMicrosoftsWay() {
        String microsoft = "Authentication-Results: spf=pass (sender IP is 192.0.2.1)\n"
                + " smtp.mailfrom=%1$s; dkim=pass (signature was verified)\n header.d=%1$s;"
                + "dmarc=%2$s action=none header.from=victim.example;compauth=pass reason=100\n";
        Mailbox mailbox = mailbox("outlook.office365.com");
        String alice = "alice@victim.example";
        assertThat(of(mailbox, microsoft.formatted("victim.example", "pass"), alice)).isEqualTo(SenderCheck.PASSED);
        assertThat(of(mailbox, microsoft.formatted("other.example", "bestguesspass"), alice))
                .isEqualTo(SenderCheck.PASSED);
        assertThat(of(mailbox, microsoft.formatted("evil.example", "fail"), alice)).isEqualTo(SenderCheck.FAILED);
        assertThat(of(mailbox, microsoft.formatted("evil.example", "none"), alice)).isEqualTo(SenderCheck.UNDECIDED);
        assertThat(of(mailbox, microsoft.formatted("evil.example", "none")
                + microsoft.formatted("victim.example", "pass"), alice)).isEqualTo(SenderCheck.UNDECIDED);
        assertThat(of(mailbox("imap.shop.example"), microsoft.formatted("victim.example", "pass"), alice))
                .isEqualTo(SenderCheck.UNCHECKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice@victim.example, mallory@evil.example",
            "alice@victim.example\r\nFrom: mallory@evil.example", "Alice"})
    void aMailOfSeveralAuthorsOrNoneDoesNotPass(String from) {
        assertThat(of(mailbox("imap.shop.example"), RECEIVED + "Authentication-Results: " + US
                + "; dmarc=pass header.from=victim.example\n", from)).isEqualTo(SenderCheck.UNDECIDED);
    }

    @ParameterizedTest
    @CsvSource({"mail.shop.co.uk, shop.co.uk", "a.shop.pvt.k12.ma.us, shop.pvt.k12.ma.us", "a.shop.co.jp, shop.co.jp",
            "x.y.io, y.io", "not a host, not a host", "co.uk, co.uk", "a.b.c.shop.example, shop.example",
            "shop.de, shop.de",
            "x.shop.com.au, shop.com.au", "localhost, localhost"})
    void countsTheAddressesOfOneOwnerTogether(String domain, String owner) {
        assertThat(Domains.registered(domain)).isEqualTo(owner);
    }

    @Test
    void keepsWhatAResultLooksAt() {
        AuthenticationResults read = AuthenticationResults.of(
                "(a) \"mx.example\" 1 ; dkim=pass reason=\"good; really\" header.d = b.example (c) header.b=Y/=; x");
        assertThat(read.server()).isEqualTo("mx.example");
        assertThat(read.results("dkim").map(AuthenticationResults.Result::properties))
                .containsExactly(Map.of("reason", "good; really", "header.d", "b.example", "header.b", "Y/="));
        assertThat(read.results()).hasSize(1);
    }
}
