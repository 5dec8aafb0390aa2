package io.parley.knowledge;

import java.util.List;

/**
 * What became of an imported file.
 *
 * @param file      the file's name
 * @param added     entries that are new
 * @param changed   entries that were there and are different now
 * @param unchanged entries that were there already, just so
 * @param drafts    entries among them that have no answer yet, so that the bot does not answer with them
 * @param retired   entries that were taken out of use, since the file is the whole FAQ and has them not
 * @param embedded  texts that had to be embedded
 * @param problems  rows that were left out, with the reason
 */
public record ImportReport(String file, int added, int changed, int unchanged, int drafts, int retired, int embedded,
        List<Problem> problems) {

    public ImportReport {
        problems = List.copyOf(problems);
    }

    /** Entries that went in, whether or not they changed anything. */
    public int entries() {
        return added + changed + unchanged;
    }

    /**
     * A row that was left out.
     *
     * @param line   the line of the file on which the row begins, from 1
     * @param reason what is wrong with it, in a sentence
     */
    public record Problem(long line, String reason) {}
}
