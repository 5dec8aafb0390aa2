package io.parley.queue;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Makes a claimed row of the columns that were read as it was claimed.
 *
 * @param <W> the claimed row
 */
@FunctionalInterface
public interface ClaimReader<W extends Claimed> {
    /** @param row the columns that were asked for, by their names */
    W read(Claim claim, ResultSet row) throws SQLException;
}
