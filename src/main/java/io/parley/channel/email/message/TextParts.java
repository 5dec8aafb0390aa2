package io.parley.channel.email.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The parts of a mail that hold what its writer typed, in order: people's programs write text, a picture and text again, and
 * gateways put a warning in front. Only among alternatives one is chosen, the plain one where something stands in it.
 */
final class TextParts {
    private static final Pattern NO_SIGN = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int LONGEST = 400_000;
    private static final int LOOKED_AT = 2_000;
    /** The number of characters at its beginning by which a part that repeats the one before it is recognised. */
    private static final int BEGINNING = 60;

    private TextParts() {}

    /** Those to be read; files only where there is nothing else. */
    static List<Part> in(List<Part> parts) {
        List<Part> all = bounded(parts.stream().filter(Part::isText).toList());
        List<Part> typed = filled(all.stream().filter(part -> !part.isFile()).toList());
        List<Part> shown = typed.isEmpty() ? filled(all.stream().filter(part -> !part.isAttachment()).toList()) : typed;
        return shown.isEmpty() && parts.size() == 1 ? filled(all) : withoutRepeated(shown);
    }

    /** As many as together are no longer than what anybody writes; the first in any case. */
    private static List<Part> bounded(List<Part> parts) {
        List<Part> some = new ArrayList<>();
        int length = 0;
        for (Part part : parts) {
            length += part.text().length();
            if (some.isEmpty() || length <= LONGEST) {
                some.add(part);
            }
        }
        return some;
    }

    private static List<Part> filled(List<Part> parts) {
        Set<Integer> plain = parts.stream().filter(part -> isPlain(part) && !part.shown().isBlank())
                .map(Part::alternative).collect(Collectors.toSet());
        return parts.stream().filter(part -> isPlain(part) || part.alternative() == 0
                || !plain.contains(part.alternative())).filter(part -> !part.shown().isBlank()).toList();
    }

    private static boolean isPlain(Part part) {
        return part.type().equals("text/plain");
    }

    /** Without HTML that says once more what stands before it, in mails that do not mark their alternatives. */
    private static List<Part> withoutRepeated(List<Part> parts) {
        List<Part> kept = new ArrayList<>();
        StringBuilder before = new StringBuilder();
        for (Part part : parts) {
            String signs = parts.size() < 2 ? "" : signs(part.shown());
            String beginning = signs.substring(0, Math.min(signs.length(), BEGINNING));
            if (isPlain(part) || before.isEmpty() || before.indexOf(beginning) < 0) {
                kept.add(part);
                before.append(signs);
            }
        }
        return kept;
    }

    private static String signs(String text) {
        String beginning = text.substring(0, Math.min(text.length(), LOOKED_AT));
        return NO_SIGN.matcher(beginning.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
