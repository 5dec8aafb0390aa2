package io.parley.channel.email.message;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes out of a text what only programs read: signatures and keys of OpenPGP (RFC 9580), and files in uuencoding. */
final class EncodedBlocks {
    private static final Pattern SIGNED = Pattern.compile("^-----BEGIN PGP SIGNED MESSAGE-----$");
    private static final Pattern HASH = Pattern.compile("^Hash: [A-Za-z0-9, -]{1,80}$");
    private static final Pattern ARMOUR = Pattern.compile("^-----BEGIN PGP [A-Z ]{3,40}-----$");
    private static final Pattern ARMOUR_END = Pattern.compile("^-----END PGP [A-Z ]{3,40}-----$");
    private static final Pattern FILE = Pattern.compile("^begin [0-7]{3,4} \\S.{0,200}$");
    private static final Pattern ESCAPED = Pattern.compile("^- (?=-)");
    private static final int LONGEST_CODED = 62;

    private EncodedBlocks() {}

    /** The other lines; a signed text stays. */
    static List<String> without(List<String> lines) {
        List<String> kept = new ArrayList<>();
        boolean signed = false;
        int lastEnd = lastEnd(lines);
        int i = 0;
        while (i < lines.size()) {
            String line = lines.get(i);
            if (!(line.startsWith("-----BEGIN") || line.startsWith("begin "))) {
                kept.add(signed ? ESCAPED.matcher(line).replaceFirst("") : line);
                i++;
            } else if (SIGNED.matcher(line).matches()) {
                signed = true;
                i = behindHashes(lines, i + 1);
            } else if (ARMOUR.matcher(line).matches()) {
                signed = false;
                i = i < lastEnd ? behindArmour(lines, i + 1) : i + 1;
            } else if (FILE.matcher(line).matches() && i + 1 < lines.size() && isCoded(lines.get(i + 1))) {
                i = behindFile(lines, i + 1);
            } else {
                kept.add(line);
                i++;
            }
        }
        return kept;
    }

    private static int behindHashes(List<String> lines, int from) {
        int i = from;
        while (i < lines.size() && HASH.matcher(lines.get(i)).matches()) {
            i++;
        }
        return i;
    }

    private static int lastEnd(List<String> lines) {
        int i = lines.size() - 1;
        while (i >= 0 && !ARMOUR_END.matcher(lines.get(i)).matches()) {
            i--;
        }
        return i;
    }

    /** Behind its last line; where that is missing, a person writes of such blocks. */
    private static int behindArmour(List<String> lines, int from) {
        int i = from;
        while (!ARMOUR_END.matcher(lines.get(i)).matches()) {
            i++;
        }
        return i + 1;
    }

    private static int behindFile(List<String> lines, int from) {
        int i = from;
        while (i < lines.size() && isCoded(lines.get(i))) {
            i++;
        }
        while (i < lines.size() && (lines.get(i).equals("`") || lines.get(i).isBlank())) {
            i++;
        }
        return i < lines.size() && lines.get(i).equals("end") ? i + 1 : i;
    }

    /** Whether a line says by its first sign how many bytes it holds, and holds so many; blanks at its end may be missing. */
    private static boolean isCoded(String line) {
        if (line.length() < 2 || line.length() > LONGEST_CODED || line.chars().anyMatch(c -> c < ' ' || c > '`')) {
            return false;
        }
        int bytes = (line.charAt(0) - ' ') & 63;
        int coded = 1 + (bytes + 2) / 3 * 4;
        return bytes > 0 && line.length() <= coded + 1 && line.length() > coded - 8;
    }
}
