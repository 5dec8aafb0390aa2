package io.parley.channel.email.message;

import io.parley.secrets.SecretMask;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.StreamProvider;
import java.io.ByteArrayInputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.jspecify.annotations.Nullable;

/** A mail as it came in. Nothing that stands in it makes a method throw. */
public final class Incoming {
    private static final Session SESSION = Session.getInstance(new Properties());
    private static final Pattern BRACKETED = Pattern.compile("<([^<>\\s]{1,900})>");
    private static final Pattern ADDRESS_LIKE = Pattern
            .compile("(?<![^\\s<>,;\"()])[^\\s<>,;\"()]{1,100}@[^\\s<>,;\"()]{1,120}");
    private static final Pattern FOLD = Pattern.compile("(\r\n?|\n)[ \t]*+");
    private static final int LONGEST_HEADER = 100_000;
    private static final int MOST_HEADERS_OF_A_NAME = 100;
    /** The library's time grows with the square of how many brackets are open. */
    private static final int MOST_COMMENTS = 100;
    private static final int LONGEST_ID = 240;
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_SUBJECT = 300;
    private static final int MOST_REFERENCES = 60;

    static {
        // Otherwise the library looks through the class path for each encoded word, which takes milliseconds
        // (https://github.com/jakartaee/mail-api/issues/861).
        System.getProperties().putIfAbsent(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    private final MimeMessage message;
    private @Nullable String identity;

    private Incoming(MimeMessage message) {
        this.message = message;
    }

    /** Reads the bytes of a mail; empty when there is no header in them. */
    public static Optional<Incoming> of(byte[] bytes, int from) {
        try {
            MimeMessage message = new MimeMessage(SESSION,
                    new ByteArrayInputStream(bytes, from, bytes.length - from));
            boolean any = Stream.of("From", "Sender", "To", "Subject", "Received", "Date")
                    .anyMatch(name -> first(message, name) != null);
            return any ? Optional.of(new Incoming(message)) : Optional.empty();
        } catch (MessagingException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** The header of a mail, without its body. */
    public static byte[] headerOf(byte[] mail) {
        int end = 1;
        while (end < mail.length && !(mail[end] == '\n' && (mail[end - 1] == '\n' || endsLine(mail, end)))) {
            end++;
        }
        return Arrays.copyOf(mail, Math.min(end + 1, mail.length));
    }

    private static boolean endsLine(byte[] mail, int end) {
        return end >= 2 && mail[end - 1] == '\r' && mail[end - 2] == '\n';
    }

    /** The mail in these bytes; empty if nothing can be found in them. */
    public static Optional<Incoming> of(byte[] bytes) {
        return of(bytes, 0);
    }

    /** The mail as Jakarta Mail reads it. */
    public MimeMessage message() {
        return message;
    }

    /** A header's first value, unfolded, not decoded; empty if there is none. */
    public String header(String name) {
        String value = first(message, name);
        return value == null ? "" : unfolded(value);
    }

    /** A header's value on one line, as far as a header that is meant to be read goes. */
    public static String unfolded(String value) {
        String bounded = value.length() <= LONGEST_HEADER ? value : value.substring(0, LONGEST_HEADER);
        return FOLD.matcher(bounded).replaceAll(" ").strip();
    }

    /** The values of a header, 100 at most. */
    public List<String> headers(String name) {
        try {
            String[] values = message.getHeader(name);
            return values == null
                    ? List.of()
                    : Stream.of(values).limit(MOST_HEADERS_OF_A_NAME).map(Incoming::unfolded).toList();
        } catch (MessagingException e) {
            return List.of();
        }
    }

    /** The headers of some names in the order in which they stand, 100 at most. */
    public List<Header> inOrder(String... names) {
        try {
            return Collections.list(message.getMatchingHeaders(names)).stream().limit(MOST_HEADERS_OF_A_NAME).toList();
        } catch (MessagingException e) {
            return List.of();
        }
    }

    /** Whether the mail has a header. */
    public boolean has(String name) {
        return first(message, name) != null;
    }

    /** The names of all headers, in lower case. */
    public Set<String> headerNames() {
        try {
            return Collections.list(message.getAllHeaders()).stream().map(Header::getName)
                    .map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        } catch (MessagingException e) {
            return Set.of();
        }
    }

    /** The author's address, by {@code From}; empty if there is none. */
    public Optional<String> author() {
        return addresses("From").stream().findFirst();
    }

    /** The author's name, if the mail tells one that looks like a name. */
    public Optional<String> authorName() {
        return name("From");
    }

    /** The name beside a header's first address, if it looks like a name. */
    public Optional<String> name(String header) {
        return parsed(header).stream().findFirst().map(InternetAddress::getPersonal).map(Incoming::oneLine)
                .filter(name -> !name.isEmpty() && name.length() <= LONGEST_NAME && !name.contains("@"));
    }

    /** The addresses in a header, those that are none left out. */
    public List<String> addresses(String name) {
        return parsed(name).stream().map(InternetAddress::getAddress).filter(a -> a != null && Addresses.isAddress(a))
                .map(String::strip).map(Addresses::inAscii).toList();
    }

    private List<InternetAddress> parsed(String name) {
        String all = Charsets.repaired(String.join(", ", headers(name)));
        String joined = all.length() <= LONGEST_HEADER ? all : all.substring(0, LONGEST_HEADER);
        if (joined.chars().filter(c -> c == '(').count() > MOST_COMMENTS) {
            return addressLike(joined);
        }
        try {
            return List.of(InternetAddress.parseHeader(joined, false));
        } catch (AddressException e) {
            return addressLike(joined);
        }
    }

    private static List<InternetAddress> addressLike(String header) {
        return ADDRESS_LIKE.matcher(header).results().limit(50).map(found -> bare(found.group())).toList();
    }

    private static InternetAddress bare(String address) {
        InternetAddress bare = new InternetAddress();
        bare.setAddress(address);
        return bare;
    }

    /** The subject on one line, with secrets masked; may be empty. */
    public String subject() {
        String subject = oneLine(decoded(header("Subject")));
        return SecretMask.mask(
                subject.length() <= LONGEST_SUBJECT ? subject : subject.substring(0, LONGEST_SUBJECT));
    }

    /** The mail's id, with its brackets; one is made up from what it is when it has none, the same each time. */
    public String messageId() {
        return ids("Message-ID").stream().findFirst().orElseGet(() -> "<" + identity().substring(0, 32) + "@no-id>");
    }

    /**
     * The key that tells this mail from every other, wherever it is found again: a hash of its headers; without a
     * {@code Message-ID} also of its body.
     */
    public String identity() {
        String known = identity;
        if (known == null) {
            String headers = String.join("\n", header("Message-ID"), header("From"), header("Date"),
                    header("Subject"), header("To"));
            known = hash(
                    !ids("Message-ID").isEmpty()
                            ? headers
                            : headers + "\n" + header("Reply-To") + "\n" + BodyHash.of(message));
            identity = known;
        }
        return known;
    }

    /** The mails that this one answers or goes on from, the nearest first. */
    public List<String> references() {
        Set<String> ids = new LinkedHashSet<>(ids("In-Reply-To"));
        List<String> references = new ArrayList<>(ids("References"));
        Collections.reverse(references);
        ids.addAll(references);
        return ids.stream().limit(MOST_REFERENCES).toList();
    }

    /** The mail that this one answers, if it answers exactly one. */
    Optional<String> inReplyTo() {
        List<String> ids = ids("In-Reply-To");
        return ids.size() == 1 ? Optional.of(ids.getFirst()) : Optional.empty();
    }

    /** The ids in a header, with brackets, in the order in which they stand there. */
    public List<String> ids(String name) {
        String value = String.join(" ", headers(name));
        Matcher matcher = BRACKETED.matcher(value);
        List<String> ids = new ArrayList<>();
        while (matcher.find()) {
            ids.add(shortened(matcher.group(1)));
        }
        return ids.isEmpty() && value.matches("[^<>\\s]{3,900}") ? List.of(shortened(value)) : ids;
    }

    private static String shortened(String id) {
        return id.length() <= LONGEST_ID ? "<" + id + ">" : "<" + hash(id) + "@long-id>";
    }

    /** When it was written, by its own word. */
    public Optional<Instant> date() {
        try {
            return Optional.ofNullable(new MailDateFormat().parse(header("Date"))).map(date -> date.toInstant());
        } catch (ParseException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** The main type of the whole, such as {@code multipart/report}, in lower case. */
    public String contentType() {
        return header("Content-Type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String first(MimeMessage message, String name) {
        try {
            String[] values = message.getHeader(name);
            return values == null ? null : values[0];
        } catch (MessagingException e) {
            return null;
        }
    }

    /** Encoded words (RFC 2047) as text; those in an unknown charset stay as they are. */
    static String decoded(String value) {
        try {
            return MimeUtility.decodeText(Charsets.repaired(value));
        } catch (UnsupportedEncodingException | RuntimeException e) {
            return value;
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+", " ")
                .replaceAll(" {2,}", " ")
                .strip();
    }

    /** The hash of a text, in hexadecimal digits. */
    public static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, 40);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
