package io.parley.support;

import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Receipts of deliveries that are not written down for a while: others are always quicker, however slow the machine is. */
public final class HeldReceipts {
    private static final long LOCK = 4_711;

    private HeldReceipts() {}

    /**
     * Does something while no receipt can be written of what is sent to a place and has a word. Others are written: what
     * follows from an earlier delivery may still be sent, and would keep back what comes after it.
     */
    public static void during(TestDatabase database, String place, String word, Runnable something) {
        JdbcClient jdbc = database.jdbc();
        jdbc.sql("""
                create or replace function wait_for_receipts() returns trigger language plpgsql as $$ begin
                    perform pg_advisory_xact_lock_shared(%d); return new; end $$""".formatted(LOCK)).update();
        jdbc.sql("""
                create or replace trigger wait_for_receipts before update on outbox for each row
                when (new.state = 'sent' and new.address like '%s%%' and new.payload like '%%%s%%')
                execute function wait_for_receipts()""".formatted(place, word)).update();
        database.transactions().executeWithoutResult(status -> {
            jdbc.sql("select 1 from pg_advisory_xact_lock(" + LOCK + ")").query().singleRow();
            something.run();
        });
    }
}
