package io.parley.answering.words;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads words that speak of the places of choices, and of nothing else: "number 2 please", "the second one", "no". */
public final class PlaceWords {

    private static final Pattern MARKS = Pattern.compile("\\p{M}");
    /** A longer number counts something else. */
    private static final Pattern NUMBER = Pattern.compile("(\\p{Nd}{1,2})(?:st|nd|rd|th)?");
    /** A single "no" may be the beginning of "no, the second"; more words mean it. */
    private static final int FIRM = 2;

    private final Vocabulary none;
    private final Vocabulary agreement;
    private final List<Vocabulary> ordinals;
    private final Vocabulary last;
    private final Vocabulary around;
    private final Courtesies courtesies;

    /** The words for places that these phrases list. */
    public PlaceWords(Phrases phrases, Courtesies courtesies) {
        Phrases.Choice choices = phrases.choices();
        this.none = new Vocabulary(choices.none());
        this.agreement = new Vocabulary(choices.agreement());
        this.ordinals = List.of(new Vocabulary(choices.first()), new Vocabulary(choices.second()),
                new Vocabulary(choices.third()));
        this.last = new Vocabulary(choices.last());
        this.around = new Vocabulary(choices.around());
        this.courtesies = courtesies;
    }

    /**
     * The places that a text names.
     *
     * @param places the places, from 1; 0 where somebody wrote 0
     * @param none   how many words say that none is meant, 0 when none does
     * @param agreed whether one of them is meant, without saying which
     */
    public record Named(Set<Integer> places, int none, boolean agreed) {

        /** Where choices are printed with numbers, 0 stands before "None of these". */
        public boolean onlyNone() {
            return none >= FIRM || (none > 0 && places.isEmpty()) || places.equals(Set.of(0));
        }

        /** The one place, if exactly one of the choices is meant. */
        public Optional<Integer> place(int size) {
            if (places.size() == 1) {
                return places.stream().filter(place -> place >= 1 && place <= size).findFirst();
            }
            return places.isEmpty() && agreed && size == 1 ? Optional.of(1) : Optional.empty();
        }

        /** Whether a choice among so many is meant, but not which one. */
        public boolean isUnclear(int size) {
            return !onlyNone() && (!places.isEmpty() || agreed) && place(size).isEmpty();
        }
    }

    /** The places that the words name; empty when they speak of something else or of nothing. */
    public Optional<Named> in(List<String> words, int size) {
        Set<Integer> places = new HashSet<>();
        int none = 0;
        boolean agreed = false;
        for (int i = 0; i < words.size() && !(i > 0 && courtesies.isLeaveAt(words, i));) {
            Token token = token(words, i, size);
            if (token.length() == 0) {
                return Optional.empty();
            }
            switch (token.kind()) {
                case PLACE -> places.add(token.place());
                case NONE -> none = Math.max(none, token.length());
                case YES -> agreed = true;
                case AROUND -> {
                }
            }
            i += token.length();
        }
        boolean nothing = places.isEmpty() && none == 0 && !agreed;
        return nothing ? Optional.empty() : Optional.of(new Named(places, none, agreed));
    }

    private enum Kind {
        PLACE, NONE, YES, AROUND
    }

    private record Token(Kind kind, int length, int place) {
        Token orLonger(Token other) {
            return other.length > length ? other : this;
        }
    }

    /** The longest that begins with this word. */
    private Token token(List<String> words, int at, int size) {
        Token token = number(words.get(at));
        for (int i = 0; i < ordinals.size(); i++) {
            token = token.orLonger(new Token(Kind.PLACE, ordinals.get(i).lengthAt(words, at), i + 1));
        }
        return token.orLonger(new Token(Kind.PLACE, last.lengthAt(words, at), size))
                .orLonger(new Token(Kind.YES, agreement.lengthAt(words, at), 0))
                .orLonger(new Token(Kind.NONE, none.lengthAt(words, at), 0))
                .orLonger(new Token(Kind.AROUND, around.lengthAt(words, at), 0));
    }

    private static Token number(String word) {
        Matcher number = NUMBER.matcher(MARKS.matcher(word).replaceAll(""));
        return number.matches()
                ? new Token(Kind.PLACE, 1, Integer.parseInt(number.group(1)))
                : new Token(Kind.AROUND, 0, 0);
    }
}
