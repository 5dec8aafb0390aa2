package io.parley.privacy;

/** Counts the rows of an erasure. */
record Tally(ErasureRows rows, long erasure) {
    void add(String table, int number) {
        rows.count(erasure, table, number);
    }
}
