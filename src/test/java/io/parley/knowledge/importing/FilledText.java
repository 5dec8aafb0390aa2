package io.parley.knowledge.importing;

/** A text as an import stores it, for tests of other packages. */
public final class FilledText {

    private FilledText() {}

    /** Fills a text's placeholders for a shop of which nothing is known. */
    public static String of(String text) {
        return new Placeholders(ShopSettings.unknown()).filled(text);
    }
}
