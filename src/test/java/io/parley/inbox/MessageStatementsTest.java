package io.parley.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.InboundSink;
import io.parley.channel.scripted.ScriptedChannel;
import io.parley.handover.AgentAct;
import io.parley.handover.reply.DeskReplies;
import io.parley.handover.reply.DeskReply;
import io.parley.support.ParleyTest;
import io.parley.support.Team;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.MethodExecutionContext;
import net.ttddyy.dsproxy.listener.lifecycle.JdbcLifecycleEventListenerAdapter;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements and transactions of a question that the FAQ answers, from its claim in the inbox to its delivery. */
@ParleyTest
@Import({ScriptedChannel.class, MessageStatementsTest.Counting.class})
@TestMethodOrder(OrderAnnotation.class)
class MessageStatementsTest {
    private static final int MAX_STATEMENTS = 13;
    private static final int MAX_TRANSACTIONS = 4;
    private static final int MAX_STATEMENTS_OF_A_REPLY = 30;

    @Autowired
    ScriptedChannel channel;

    @Autowired
    InboundSink sink;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DeskReplies replies;

    @Autowired
    Counting counting;

    /** First: what is repeated after a commit whose result is lost would be counted, too. */
    @Test
    @Order(1)
    void takesFewStatementsAndTransactions() {
        Script ann = new Script(channel, sink);
        ann.say("How do I reset my password?");
        awaitDelivered(ann, 1);
        counting.awaitNone();
        counting.clear();

        ann.say("What are your opening hours?");
        awaitDelivered(ann, 2);
        counting.awaitNone();

        assertThat(counting.statements).hasSizeBetween(2, MAX_STATEMENTS);
        assertThat(counting.transactions).hasSizeBetween(2, MAX_TRANSACTIONS);
    }

    /** Nobody but agents hears of what becomes of agents' words. */
    @Test
    @Order(2)
    void takesNoMoreWhereAgentsAreCalled() {
        channel.tellAgentsIn("agents");
        takesFewStatementsAndTransactions();
    }

    /** Its ticket and conversation are locked once each, and all is one transaction. */
    @Test
    @Order(3)
    void anAgentsReplyTakesFewStatementsAndOneTransaction() throws InterruptedException {
        Script ann = new Script(channel, sink);
        ann.say("I want to talk to a human please");
        awaitDelivered(ann, 1);
        counting.awaitNone();
        long ticket = jdbc.sql("select max(id) from ticket").query(Long.class).single();
        AgentAct act = Team.by(jdbc, "Bob");

        Thread.ofPlatform().name(Counting.AGENT)
                .start(() -> replies.reply(ticket, act, new DeskReply("Hello.", "key", null))).join();

        awaitDelivered(ann, 2);
        assertThat(counting.ofAgent).filteredOn(one -> one.contains("for update")).hasSize(2);
        assertThat(counting.ofAgent).filteredOn("commit"::equals).hasSize(1);
        assertThat(counting.ofAgent).hasSizeBetween(2, MAX_STATEMENTS_OF_A_REPLY + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    @Order(4)
    void answersOnceWhenTheResultOfACommitIsLost(int which) {
        Script ann = new Script(channel, sink);
        counting.loseCommit(which);

        ann.say("What are your opening hours?");

        awaitDelivered(ann, 1);
        await().until(counting::isCommitLost);
        ann.say("How do I reset my password?");
        awaitDelivered(ann, 2);
        assertThat(channel.transcript(ann.thread())).hasSize(2);
    }

    private void awaitDelivered(Script who, int answers) {
        await().until(() -> jdbc.sql("select count(*) from outbox where state = 'sent' and address = ?")
                .param(who.thread()).query(Integer.class).single() == answers);
    }

    /** Counts what is asked of the database on the threads of the inbox and the outbox, and may lose a commit's result. */
    static final class Counting extends JdbcLifecycleEventListenerAdapter implements BeanPostProcessor {
        private final ConcurrentLinkedQueue<String> statements = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<String> transactions = new ConcurrentLinkedQueue<>();

        private static final String AGENT = "the agent";
        /** Statements and commits of an agent's reply. */
        private final ConcurrentLinkedQueue<String> ofAgent = new ConcurrentLinkedQueue<>();

        private final AtomicInteger begun = new AtomicInteger();

        private final AtomicInteger commitsUntilLoss = new AtomicInteger();

        /** Waits until what was begun is counted: others see what it did a moment before. */
        void awaitNone() {
            await().until(() -> begun.get() == 0);
        }

        void clear() {
            statements.clear();
            transactions.clear();
        }

        /** The connection breaks after this commit from now on, the first being 1. */
        void loseCommit(int which) {
            commitsUntilLoss.set(which);
        }

        boolean isCommitLost() {
            return commitsUntilLoss.get() <= 0;
        }

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof DataSource database
                    ? ProxyDataSourceBuilder.create(database).listener(this).build()
                    : bean;
        }

        @Override
        public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
            if (isMessageThread()) {
                begun.incrementAndGet();
            }
        }

        @Override
        public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
            if (Thread.currentThread().getName().equals(AGENT)) {
                queries.forEach(query -> ofAgent.add(query.getQuery()));
            }
            if (isMessageThread()) {
                queries.forEach(query -> statements.add(query.getQuery()));
                if (isAlone(execution)) {
                    transactions.add("statement");
                }
                begun.decrementAndGet();
            }
        }

        @Override
        public void beforeCommit(MethodExecutionContext commit) {
            if (isMessageThread()) {
                begun.incrementAndGet();
            }
        }

        @Override
        public void afterCommit(MethodExecutionContext commit) {
            if (Thread.currentThread().getName().equals(AGENT)) {
                ofAgent.add("commit");
            }
            if (isMessageThread()) {
                transactions.add("commit");
                begun.decrementAndGet();
                if (commitsUntilLoss.getAndDecrement() == 1) {
                    throw new DataAccessResourceFailureException("lost", new SQLException("lost", "08006"));
                }
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
