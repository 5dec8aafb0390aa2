package io.parley.secrets;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes out of a text what tells of one person, so that others may learn from it: names that are known of its conversation
 * or that somebody gives, mail addresses, telephone and account numbers, numbers of orders, dates of birth, streets, links to
 * what is one person's. Words that keep the sense stand in their place. Other names are not found for sure; capitalised
 * words that the company does not use are marked. Takes time in proportion to a text's length.
 */
public final class CleanText {
    private static final Pattern LINK = Pattern
            .compile("(?i)(?<![\\p{L}\\p{Nd}])(?:https?://|www\\.)[^\\s<>\"]{2,2000}");
    private static final Pattern OF_ONE_PERSON = Pattern.compile("[?&=@]|\\p{Nd}{4}");
    private static final Pattern MASKED = Pattern.compile("•+(?:[\\s-]?\\p{Nd}{4}(?!\\p{Nd}))?");
    private static final Pattern TELEPHONE_LINK = Pattern
            .compile("(?i)tel:\\+?[\\p{Nd}().-]{5,25}(?:;ext=\\p{Nd}{1,8})?");
    private static final String MONTH = "\\p{L}{3,10}\\.?";
    private static final Pattern BIRTH = Pattern
            .compile("(?iu)(?<hint>(?:born|birth|birthday|dob|geboren|geb\\.|geburtsdatum"
                    + "|geburtstag|née?|naissance|nacid[oa]|nacimiento|nat[oa]|nascita|nascid[oa]|nascimento)[^\\p{Nd}\\n]{0,20}?)"
                    + "(?:\\p{Nd}{1,4}[./-]\\p{Nd}{1,2}[./-]\\p{Nd}{1,4}|\\p{Nd}{1,2}\\.?\\s(?:de\\s)?" + MONTH
                    + "\\s(?:de\\s)?\\p{Nd}{4}|(?<=\\s)" + MONTH + "\\s\\p{Nd}{1,2},?\\s\\p{Nd}{4})");
    /** Nine figures or more, in whatever groups. */
    static final Pattern LONG_NUMBER = Pattern
            .compile("(?<![\\p{L}\\p{Nd}.,])\\+?\\(?\\p{Nd}(?:[\\s./()\\u00a0-]{0,3}"
                    + "\\p{Nd}){8,16}(?![\\p{L}\\p{Nd}])");

    private static final String IDENTITY = "(?:(?:hi|hello|hey|hallo|hola|bonjour|ciao)[,!]?\\s)?(?:my name is|my name['’]s|i am"
            + "|i['’]m|this is|ich heiße|ich heisse|mein name ist|ich bin|je m['’]appelle|mon nom est|je suis|me llamo"
            + "|mi nombre es|soy|mi chiamo|il mio nome è|sono|ik heet|mijn naam is|ik ben|me chamo|chamo-me|o meu nome é|sou)";
    private static final Pattern WHO_ONE_IS = Pattern.compile("(?iu)(?:\\A|(?<=[.!?\\n]\\s{0,2}))\\s*(?:" + IDENTITY
            + "\\s\\[name]|\\[name]\\s(?:here|hier|ici|aquí|qui))(?:\\s?[.,!;:]\\s?|\\s(?:and|und|et|y|e|en)\\s)");
    private static final Pattern ADDRESSED = Pattern.compile(",\\s\\[name](?=\\s?(?:[.,!?\\n]|\\z))");
    private static final Pattern SIGNED = Pattern.compile("(?:\\n\\s{0,20}\\[name][.,!]?\\s{0,20})+\\z");
    private static final Pattern GREETED = Pattern
            .compile("(?:\\A|\\n)\\s*(?iu:dear|hi|hello|hey|hallo|liebe[rs]?|guten tag"
                    + "|sehr geehrte[rs]?|bonjour|ch[eè]re?|hola|estimad[oa]|ciao|gentile|car[oa]|beste|geachte|olá|prezad[oa]|cześć)\\s"
                    + "(?<own>\\p{Lu}[\\p{L}'’.-]{1,30}(?:\\s\\p{Lu}[\\p{L}'’.-]{1,30}){0,3})\\s?[,!.:\\n]");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\[(?:name|mail|phone|number|address|link|date)]");
    private static final Pattern SPACES = Pattern.compile("[ \\t\\u00a0]{2,}");

    private final KnownNames names;
    private final Predicate<String> isPublished;
    private final OrderNumbers orders;

    /**
     * @param known names and mail addresses of those who took part
     * @param isPublished whether the company itself publishes this, so that it is nobody's own
     */
    public CleanText(Collection<String> known, Predicate<String> isPublished) {
        this.names = new KnownNames(known);
        this.isPublished = isPublished;
        this.orders = new OrderNumbers(isPublished);
    }

    /** The one who wrote a text. */
    public enum Speaker {
        CUSTOMER("my"), AGENT("your");

        private final String whose;

        Speaker(String whose) {
            this.whose = whose;
        }
    }

    /**
     * A text of which nobody can be known.
     *
     * @param marks what a reviewer should look at: words that may be somebody's name, and what stands for what was taken out
     */
    public record Cleaned(String text, List<String> marks) {
        public Cleaned {
            marks = List.copyOf(marks);
        }
    }

    /** The names and mail addresses that people give in a text: their own, and those of whom they greet. */
    public static List<String> given(String text) {
        List<String> given = new ArrayList<>();
        Stream.concat(PersonalData.NAMES.stream(), Stream.of(GREETED))
                .forEach(pattern -> pattern.matcher(text).results().forEach(found -> given.add(found.group("own"))));
        PersonalData.EMAIL.matcher(text).results().forEach(found -> given.add(found.group("own")));
        return given;
    }

    /** The text without what tells of one person. */
    public Cleaned of(String text, Speaker speaker) {
        String masked = MASKED.matcher(SecretMask.mask(Ibans.mask(text))).replaceAll("[number]");
        String bare = named(reached(LetterFrame.without(masked)));
        String ordered = orders.replaced(bare, speaker.whose + " order", speaker.whose);
        String named = names.hidden(ordered);
        String unsigned = SIGNED.matcher(named.strip()).replaceAll("");
        String tidy = SPACES.matcher(ADDRESSED.matcher(WHO_ONE_IS.matcher(unsigned).replaceAll(""))
                .replaceAll("")).replaceAll(" ").strip();
        return new Cleaned(tidy, marks(tidy));
    }

    /** Without what leads to a person: links, mail addresses, numbers, streets. */
    private String reached(String text) {
        String linked = LINK.matcher(text).replaceAll(found -> Matcher.quoteReplacement(
                OF_ONE_PERSON.matcher(found.group()).find()
                        ? unlessPublished(found.group(), "[link]")
                        : found.group()));
        String mailed = PersonalData.EMAIL.matcher(linked)
                .replaceAll(found -> Matcher.quoteReplacement(unlessPublished(found.group(), "[mail]")));
        String born = BIRTH.matcher(mailed).replaceAll("${hint}[date]");
        String phoned = Phones.replaced(TELEPHONE_LINK.matcher(born).replaceAll("[phone]"),
                own -> unlessPublished(own, "[phone]"));
        String numbered = LONG_NUMBER.matcher(phoned)
                .replaceAll(found -> Matcher.quoteReplacement(unlessPublished(found.group(), "[number]")));
        return Streets.replaced(numbered, "[address]");
    }

    /** Without the names that people give. */
    private static String named(String text) {
        String named = text;
        for (Pattern pattern : PersonalData.NAMES) {
            named = pattern.matcher(named)
                    .replaceAll(found -> Matcher.quoteReplacement(found.group("hint") + KnownNames.NAME));
        }
        return named;
    }

    private String unlessPublished(String own, String other) {
        return isPublished.test(own) ? own : other;
    }

    private List<String> marks(String text) {
        List<String> marks = new ArrayList<>(Capitals.in(text, isPublished));
        Matcher placeholders = PLACEHOLDER.matcher(text);
        while (placeholders.find()) {
            if (!marks.contains(placeholders.group())) {
                marks.add(placeholders.group());
            }
        }
        return marks;
    }
}
