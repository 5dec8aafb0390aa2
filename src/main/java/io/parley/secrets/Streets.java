package io.parley.secrets;

import java.util.List;
import java.util.regex.Pattern;

/** A street with the number of a house, and postcodes. */
final class Streets {
    private static final String ALONE = "(?<![\\p{L}\\p{Nd}])";
    private static final String END = "(?![\\p{L}\\p{Nd}])";
    private static final String WORD = "\\p{Lu}[\\p{L}'’.-]{0,30}";
    private static final String NUMBER = "\\p{Nd}{1,4}(?:\\s?[a-zA-Z])?";

    private static final List<Pattern> STREETS = List.of(
            Pattern.compile(ALONE + "(?:(?i:flat|apartment|apt\\.?|unit|suite)\\s\\p{Nd}{1,4}\\p{L}?,\\s)?"
                    + "\\p{Nd}{1,5}\\p{L}?,?\\s(?:" + WORD + "\\s){1,3}"
                    + "(?i:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|ct|square|sq|terrace|boulevard|blvd|way"
                    + "|crescent|hill|gardens?|grove|mews|park|row|walk|place|pl|parade|circle|highway|hwy|green|rise)\\.?"
                    + END),
            Pattern.compile(
                    "(?i)" + ALONE + "\\p{Nd}{1,4}[a-z]?\\s(?!(?:days?|weeks?|of|in|on|per)\\s)[\\p{L}'’-]{2,20}"
                            + "\\s(?:street|avenue|lane|road)" + END),
            Pattern.compile(
                    ALONE + "\\p{Lu}[\\p{L}-]{1,40}(?:straße|strasse|str\\.|weg|platz|gasse|allee|damm|ufer|ring"
                            + "|markt|straat|laan|plein|gracht|kade|dijk|gatan|gata|vägen|gade|vej|veien|katu|kuja)\\s?"
                            + NUMBER + END),
            Pattern.compile(
                    "(?iu)" + ALONE + "\\p{L}[\\p{L}-]{1,40}(?:straße|strasse|str\\.?|gasse|straat|gracht|gatan)\\s?"
                            + NUMBER + END),
            Pattern.compile(
                    "(?iu)" + ALONE + "\\p{Nd}{1,4}(?:\\s(?:bis|ter))?,?\\s(?:rue|avenue|boulevard|impasse|chemin)\\s"
                            + "(?:(?:de|du|des|la|le|les|l['’]|d['’])\\s?){0,3}[\\p{L}'’-]{2,30}" + END),
            Pattern.compile(ALONE + "(?:" + WORD + "\\s){1,3}(?:Straße|Strasse|Str\\.|Weg|Platz|Gasse|Allee|Ring|Ufer"
                    + "|Markt|Damm)\\s" + NUMBER + END),
            Pattern.compile(ALONE + "(?:Am|An der|An den|Auf der|Auf dem|Im|In der|In den|Unter den|Zum|Zur|Hinter dem"
                    + "|Vor dem)\\s(?!\\p{L}*(?:tag|woch|abend)\\s)(?:" + WORD + "\\s){1,2}" + NUMBER + END
                    + "(?!\\s?(?:Uhr|:|%|Tage|Euro|€))"),
            Pattern.compile(ALONE + "\\p{Nd}{1,4}(?:\\s(?:bis|ter))?,?\\s(?i:rue|avenue|boulevard|place|chemin|impasse"
                    + "|allée|quai|route)\\s(?:(?:de|du|des|la|le|les|l['’]|d['’]|en)\\s?){0,2}" + WORD + "(?:\\s"
                    + WORD
                    + "){0,2}"),
            Pattern.compile(ALONE + "(?:[Rr]ue|[Cc]alle|C/|Via|[Vv]iale|[Pp]iazza|[Cc]orso|[Rr]ua|[Aa]venida|[Pp]laza"
                    + "|[Pp]aseo|[Tt]ravessa|[Pp]raça|[Uu]l\\.|[Aa]venue|[Bb]oulevard)\\s?(?:[\\p{L}'’.-]{1,30}\\s){0,4}"
                    + "[\\p{L}'’.-]{1,30},?\\s(?:n[.º°]?\\s?)?" + NUMBER + END),
            Pattern.compile(ALONE + "(?i:p\\.?\\s?o\\.?\\sbox|postfach|apartado|postbus|casella postale)\\s"
                    + "\\p{Nd}{1,6}(?:\\s\\p{Nd}{1,4}){0,3}" + END),
            Pattern.compile(ALONE + "[A-Z]{1,2}\\p{Nd}[A-Z\\p{Nd}]?\\s?\\p{Nd}[A-Z]{2}" + END),
            Pattern.compile(ALONE + "\\p{Nd}{4}\\s[A-Z]{2}" + END + "(?=\\s\\p{Lu}\\p{Ll})"),
            Pattern.compile(ALONE + "\\p{Nd}{5}\\s(?=\\p{Lu}\\p{Ll}{2,30})"));

    private Streets() {}

    /** The text with something else in the place of each. */
    static String replaced(String text, String other) {
        Parts parts = new Parts(text);
        find(parts);
        return parts.replaced((kind, own) -> other);
    }

    /** Adds the streets and postcodes of a text. */
    static void find(Parts parts) {
        STREETS.forEach(street -> parts.add("ADDRESS", street));
    }
}
