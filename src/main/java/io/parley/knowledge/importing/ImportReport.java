package io.parley.knowledge.importing;

import java.util.List;
import org.springframework.modulith.NamedInterface;

/**
 * What became of an imported file.
 *
 * @param file      the file's name
 * @param read      rows of the file, right or not; of other files than tables, what stands for a row
 * @param ways      ways to ask that its entries name
 * @param repeated  ways to ask in it that say what it said before
 * @param added     entries that are new
 * @param changed   entries that were there and are different now
 * @param unchanged entries that were there already, just so
 * @param drafts    entries among them that have no answer yet, so that the bot does not answer with them
 * @param retired   entries that were taken out of use, since the file is the whole FAQ and has them not
 * @param embedded  texts that had to be embedded
 * @param canAnswer whether the FAQ now has an entry with an answer, be it from this file or not
 * @param problems  what was left out, with the reason
 */
@NamedInterface
public record ImportReport(String file, int read, int ways, int repeated, int added, int changed, int unchanged,
        int drafts, int retired, int embedded,
        boolean canAnswer, List<Problem> problems) {

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
