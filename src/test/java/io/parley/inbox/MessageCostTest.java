package io.parley.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.InboundSink;
import io.parley.channel.ScriptedChannel;
import io.parley.support.ParleyTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.MethodExecutionContext;
import net.ttddyy.dsproxy.listener.lifecycle.JdbcLifecycleEventListenerAdapter;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements and transactions of one question that the FAQ answers, from its claim in the inbox to its delivery. */
@ParleyTest(properties = "test.name=cost")
@Import({ScriptedChannel.class, MessageCostTest.Counting.class})
class MessageCostTest {
    private static final int MAX_STATEMENTS = 19;
    private static final int MAX_TRANSACTIONS = 15;

    @Autowired
    ScriptedChannel channel;

    @Autowired
    InboundSink sink;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Counting counting;

    @Test
    void takesFewStatementsAndTransactions() {
        Script ann = new Script(channel, sink);
        ann.say("How do I reset my password?");
        awaitDelivered(1);
        counting.clear();

        ann.say("What are your opening hours?");
        awaitDelivered(2);

        assertThat(counting.statements).hasSizeBetween(2, MAX_STATEMENTS);
        assertThat(counting.transactions).hasSizeBetween(2, MAX_TRANSACTIONS);
    }

    private void awaitDelivered(int answers) {
        await().until(() -> jdbc.sql("select count(*) from outbox where state = 'sent'").query(Integer.class)
                .single() == answers);
    }

    /** Counts what is asked of the database on the threads of the inbox and the outbox. */
    static final class Counting extends JdbcLifecycleEventListenerAdapter implements BeanPostProcessor {
        private final ConcurrentLinkedQueue<String> statements = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<String> transactions = new ConcurrentLinkedQueue<>();

        void clear() {
            statements.clear();
            transactions.clear();
        }

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof DataSource database
                    ? ProxyDataSourceBuilder.create(database).listener(this).build()
                    : bean;
        }

        @Override
        public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
            if (isMessageThread()) {
                queries.forEach(query -> statements.add(query.getQuery()));
                if (isAlone(execution)) {
                    transactions.add("statement");
                }
            }
        }

        @Override
        public void afterCommit(MethodExecutionContext commit) {
            if (isMessageThread()) {
                transactions.add("commit");
            }
        }

        private static boolean isAlone(ExecutionInfo execution) {
            try {
                Connection connection = execution.getStatement().getConnection();
                return connection.getAutoCommit();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static boolean isMessageThread() {
            return Thread.currentThread().getName().matches("(inbox|outbox)-\\d+");
        }
    }
}
