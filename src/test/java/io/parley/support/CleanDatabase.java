package io.parley.support;

import static org.awaitility.Awaitility.await;

import io.parley.knowledge.Knowledge;
import io.parley.settings.Settings;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * Gives each class of {@link ParleyTest} the database as the application found it when it had started, whatever classes before
 * it left there: those that share an application share its database.
 */
public final class CleanDatabase extends AbstractTestExecutionListener {
    private static final String CLEANED = CleanDatabase.class.getName();
    /** The tables that the application keeps a copy of, which takes a while to learn from. */
    private static final List<String> FAQ = List.of("faq_change", "faq_entry", "faq_phrasing", "faq_manner");
    private static final Set<ApplicationContext> started = Collections
            .synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** Before the test's own fields are filled. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    /** Before the first test of a class, and not earlier: what the class sets up before may see how the application starts. */
    @Override
    public void prepareTestInstance(TestContext test) {
        if (!test.hasAttribute(CLEANED)) {
            test.setAttribute(CLEANED, true);
            clean(test.getApplicationContext());
        }
    }

    private static void clean(ApplicationContext application) {
        TestDatabase database = application.getBean(TestDatabase.class);
        Knowledge knowledge = application.getBean(Knowledge.class);
        if (started.add(application)) {
            await("the starter FAQ").until(() -> knowledge.isReady() && isEmbedded(database.jdbc()));
            database.keep();
        } else {
            if (application.getEnvironment().getProperty("parley.serving", Boolean.class, true)) {
                await("what the class before began").until(() -> isAtRest(database.jdbc()));
            }
            boolean faqDiffers = database.differsFromKept(FAQ);
            // What the application does by itself meanwhile may have locked in another order; one of the two is broken off.
            await().ignoreExceptionsInstanceOf(PessimisticLockingFailureException.class)
                    .untilAsserted(database::restore);
            if (faqDiffers) {
                readAgain(knowledge, database.jdbc());
            }
            ReflectionTestUtils.invokeMethod(application.getBean(Settings.class), "refresh");
        }
    }

    /** A counter that goes back and forth again makes the application read all of the FAQ, also what was changed past it. */
    private static void readAgain(Knowledge knowledge, JdbcClient jdbc) {
        jdbc.sql("update faq_change set number = 0").update();
        knowledge.refresh();
        jdbc.sql("update faq_change set number = (select number from kept.faq_change)").update();
        knowledge.refresh();
    }

    private static boolean isEmbedded(JdbcClient jdbc) {
        return jdbc.sql("select not exists (select from faq_phrasing where vector is null)").query(Boolean.class)
                .single();
    }

    /** Whether no event is being read and no message being sent, and none could be at this moment. */
    private static boolean isAtRest(JdbcClient jdbc) {
        return jdbc
                .sql("""
                        select not exists (select from inbox where state = 'claimed' or state = 'ready' and next_attempt_at <= now())
                            and not exists (select from outbox where state in ('claimed', 'sending')
                                or state = 'ready' and next_attempt_at <= now())""")
                .query(Boolean.class).single();
    }
}
