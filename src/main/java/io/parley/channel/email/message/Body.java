package io.parley.channel.email.message;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The parts of a mail, in order, without opening what is attached. */
public final class Body {
    private static final int DEEPEST = 12;
    private static final int MOST_PARTS = 200;
    private static final Pattern NO_WORD = Pattern.compile("[^A-Za-z0-9-]");
    private static final Pattern USED = Pattern.compile("(?i)cid:([^\"'\\s<>)]{1,200})");

    private Body() {}

    /** All parts of a mail that are no containers; a forwarded mail counts as one. */
    public static List<Part> parts(Incoming mail) {
        List<Part> parts = new ArrayList<>();
        collect(mail.message(), parts, 0, 0);
        return parts;
    }

    /**
     * The names of the attachments, which are not read, at most 20; of pictures only those that the HTML does not use.
     */
    public static List<String> attachments(List<Part> parts) {
        Set<Part> read = new HashSet<>(TextParts.in(parts));
        Set<String> used = parts.stream().filter(part -> part.type().equals("text/html"))
                .flatMap(part -> USED.matcher(part.text()).results()).map(found -> found.group(1))
                .collect(Collectors.toSet());
        return parts.stream().filter(part -> !read.contains(part)).filter(part -> part.type().startsWith("image/")
                ? part.disposition().equals("attachment") || (part.isFile() && !used.contains(part.contentId()))
                : part.isAttachment() || (part.isText() ? part.isFile() : !isEmbellishment(part.type())))
                .map(Body::nameOf).limit(20).toList();
    }

    private static String nameOf(Part part) {
        String name = part.fileName();
        return name.isEmpty() ? part.type().equals("message/rfc822") ? "forwarded mail" : "file" : name;
    }

    private static boolean isEmbellishment(String type) {
        return type.contains("signature") || type.startsWith("text/")
                || type.equals("application/pgp-keys");
    }

    private static void collect(MimePart part, List<Part> parts, int depth, int alternative) {
        if (parts.size() >= MOST_PARTS) {
            return;
        }
        String type = type(part);
        if (type.startsWith("multipart/") && depth < DEEPEST) {
            List<MimePart> children = children(part);
            if (!children.isEmpty()) {
                int of = alternative == 0 && type.equals("multipart/alternative") ? parts.size() + 1 : alternative;
                children.forEach(child -> collect(child, parts, depth + 1, of));
                return;
            }
            type = "text/plain";
        }
        parts.add(new Part(type, disposition(part), alternative, part));
    }

    private static List<MimePart> children(MimePart part) {
        try {
            String boundary = parsedType(part).map(type -> type.getParameter("boundary")).orElse("");
            Multipart multipart = new MimeMultipart(
                    new ByteArrayDataSource(bounded(bytes(part), "\n--" + boundary), part.getContentType()));
            List<MimePart> children = new ArrayList<>();
            for (int i = 0; i < Math.min(multipart.getCount(), MOST_PARTS); i++) {
                BodyPart child = multipart.getBodyPart(i);
                if (child instanceof MimePart mime) {
                    children.add(mime);
                }
            }
            return children;
        } catch (MessagingException | RuntimeException e) {
            return List.of();
        }
    }

    /** The bytes before the line that would begin one part too many; the library would make an object of each part. */
    private static byte[] bounded(byte[] parts, String line) {
        byte[] begin = line.getBytes(StandardCharsets.ISO_8859_1);
        int found = 0;
        for (int i = 0; i + begin.length <= parts.length; i++) {
            if (parts[i] == '\n' && Arrays.equals(parts, i, i + begin.length, begin, 0, begin.length)
                    && ++found > MOST_PARTS) {
                return Arrays.copyOf(parts, i);
            }
        }
        return parts;
    }

    private static String type(MimePart part) {
        return parsedType(part).map(ContentType::getBaseType).map(t -> t.toLowerCase(Locale.ROOT))
                .orElse("text/plain");
    }

    static Optional<ContentType> parsedType(MimePart part) {
        try {
            String[] header = part.getHeader("Content-Type");
            return header == null || header[0].isBlank()
                    ? Optional.empty()
                    : Optional.of(new ContentType(Incoming.unfolded(header[0])));
        } catch (ParseException e) {
            return Optional.empty();
        } catch (MessagingException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String disposition(MimePart part) {
        try {
            String[] header = part.getHeader("Content-Disposition");
            return header == null ? "" : header[0].split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        } catch (MessagingException e) {
            return "";
        }
    }

    /** The content of a part, its transfer encoding undone as far as possible; empty if it cannot be read. */
    static byte[] bytes(MimePart part) {
        try (InputStream raw = raw(part)) {
            byte[] encoded = raw.readAllBytes();
            String[] header = part.getHeader("Content-Transfer-Encoding");
            String encoding = header == null ? "" : NO_WORD.matcher(header[0].split(";", 2)[0]).replaceAll("");
            return switch (encoding.toLowerCase(Locale.ROOT)) {
                case "base64" -> base64(encoded);
                case "quoted-printable" -> decoded(encoded, "quoted-printable");
                default -> encoded;
            };
        } catch (IOException | MessagingException | RuntimeException e) {
            return new byte[0];
        }
    }

    private static InputStream raw(MimePart part) throws MessagingException {
        return switch (part) {
            case MimeMessage message -> message.getRawInputStream();
            case MimeBodyPart body -> body.getRawInputStream();
            default -> InputStream.nullInputStream();
        };
    }

    private static byte[] decoded(byte[] encoded, String encoding) {
        try (InputStream in = MimeUtility.decode(new ByteArrayInputStream(encoded), encoding)) {
            return in.readAllBytes();
        } catch (IOException | MessagingException e) {
            return encoded;
        }
    }

    /** Decodes Base64 leniently: a missing end and foreign characters are tolerated. */
    private static byte[] base64(byte[] encoded) {
        try {
            return Base64.getMimeDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            String clean = new String(encoded, StandardCharsets.US_ASCII)
                    .replaceAll("[^A-Za-z0-9+/]", "");
            return Base64.getDecoder().decode(clean.substring(0, clean.length() - clean.length() % 4));
        }
    }
}
