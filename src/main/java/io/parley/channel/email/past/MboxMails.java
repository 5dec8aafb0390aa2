package io.parley.channel.email.past;

import io.parley.channel.email.message.Body;
import io.parley.channel.email.message.HtmlText;
import io.parley.channel.email.message.Incoming;
import io.parley.channel.email.message.MailText;
import io.parley.channel.email.message.QuoteMarks;
import io.parley.channel.email.message.ReplyText;
import io.parley.channel.past.PastMails;
import io.parley.channel.text.YamlTexts;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Reads files in the format mbox: each mail begins with a line {@code From }, and such lines within a mail stand behind a
 * {@code >}. Of a mail the first two megabytes are read.
 */
@Component
class MboxMails implements PastMails {
    private static final byte[] BEGINS = "From ".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern QUOTED = Pattern.compile("(?m)^>(>*From )");
    private static final int LONGEST_MAIL = 2_000_000;

    private final MailText texts = new MailText(new ReplyText(new QuoteMarks(YamlTexts.of("email/quotes.yaml"))));

    @Override
    public void read(Path mbox, Consumer<PastMail> each, Consumer<Long> unreadable) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(mbox), 1 << 16)) {
            Mails mails = new Mails(each, unreadable);
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                line.write(b);
                if (b == '\n') {
                    mails.line(line.toByteArray());
                    line.reset();
                }
            }
            mails.line(line.toByteArray());
            mails.end();
        }
    }

    /** The mails of a file, line by line. */
    private final class Mails {
        private final Consumer<PastMail> each;
        private final Consumer<Long> unreadable;
        private final ByteArrayOutputStream mail = new ByteArrayOutputStream();
        private long number;
        private boolean isAfterEmptyLine = true;

        private Mails(Consumer<PastMail> each, Consumer<Long> unreadable) {
            this.each = each;
            this.unreadable = unreadable;
        }

        private void line(byte[] line) {
            if (isAfterEmptyLine && begins(line)) {
                end();
                number++;
            } else if (mail.size() < LONGEST_MAIL) {
                mail.writeBytes(line);
            }
            isAfterEmptyLine = line.length == 1 || (line.length == 2 && line[0] == '\r');
        }

        private void end() {
            if (mail.size() > 0) {
                parsed(mail.toByteArray()).ifPresentOrElse(each, () -> unreadable.accept(number));
            }
            mail.reset();
        }
    }

    private static boolean begins(byte[] line) {
        return line.length > BEGINS.length && Arrays.equals(line, 0, BEGINS.length, BEGINS, 0, BEGINS.length);
    }

    private Optional<PastMail> parsed(byte[] bytes) {
        String text = QUOTED.matcher(new String(bytes, StandardCharsets.ISO_8859_1)).replaceAll("$1");
        return Incoming.of(text.getBytes(StandardCharsets.ISO_8859_1)).flatMap(this::mail);
    }

    private Optional<PastMail> mail(Incoming mail) {
        List<String> above = new ArrayList<>(mail.ids("In-Reply-To"));
        above.addAll(mail.references().reversed());
        return mail.author().filter(author -> !mail.messageId().isEmpty())
                .map(author -> new PastMail(mail.messageId(), above.stream().distinct().toList(), author,
                        mail.authorName().orElse(null), mail.subject(),
                        texts.newIn(Body.parts(mail), mail.subject())));
    }

    @Override
    public String textOf(String html) {
        return HtmlText.of(html);
    }
}
