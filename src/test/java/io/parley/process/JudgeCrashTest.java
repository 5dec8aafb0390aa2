package io.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.fake.model.FakeModels;
import io.parley.fake.model.Protocol;
import io.parley.fake.model.Reply;
import io.parley.support.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A process that is killed after it asked the model to judge, and before it wrote what the model said. */
@Tag("kills")
@Execution(ExecutionMode.CONCURRENT)
class JudgeCrashTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int ANSWERS = 4;
    /** What a call may write at most is set aside for it. */
    private static final int MAX_TOKENS = 2_000;

    @TempDir
    Path folder;

    @Test
    void asksAboutEachAnswerOnceAndCountsWhatWasAsked() {
        try (FakeModels models = FakeModels.start(); TestDatabase database = TestDatabase.migrated()) {
            answers(database);
            models.always(Reply.hangs());
            Map<String, String> settings = settings(models, database);
            ParleyProcess process = started(settings);
            await().atMost(PATIENCE).until(() -> models.requests().size() == 1);
            process.kill();
            assertThat(number(database, "select tokens_out from model_usage where purpose = 'judge'"))
                    .as("set aside for the call that was broken off").isEqualTo(MAX_TOKENS);
            int setAside = number(database, "select tokens_in + tokens_out from model_usage");

            models.always(new Reply.Says("{\"label\": \"RELEVANT\", \"why\": \"It says so.\"}"));
            process = started(settings);
            await().atMost(PATIENCE).until(() -> number(database,
                    "select count(*) from judgement where judge = 'model' and label is not null") >= ANSWERS - 1);
            process.kill();
            assertThat(models.requests()).extracting(request -> request.texts().getLast().replaceAll("<<<\\w+", ""))
                    .hasSize(ANSWERS).doesNotHaveDuplicates();
            assertThat(number(database, "select count(*) from judgement where judge = 'model' and label is not null"))
                    .isEqualTo(ANSWERS - 1);
            assertThat(number(database, "select tokens_in + tokens_out from model_usage"))
                    .isEqualTo(setAside + (ANSWERS - 1) * (Protocol.TOKENS_IN + Protocol.TOKENS_OUT));
            assertThat(number(database, "select calls from model_usage")).isEqualTo(ANSWERS);
        }
    }

    private static void answers(TestDatabase database) {
        database.jdbc().sql(
                """
                        with talk as (insert into conversation (channel, thread, address)
                                      values ('web', gen_random_uuid(), 'here') returning id),
                        who as (insert into participant (channel, external_id) values ('web', 'zed') returning id),
                        asked as (insert into message (conversation_id, channel, author, participant_id, text, said_at)
                                  select talk.id, 'web', 'participant', who.id, 'Where is ' || repeat('it ', n) || '?', now()
                                  from talk, who, generate_series(1, :count) n returning id, conversation_id)
                        insert into message (conversation_id, channel, author, text, said_at, source, confidence,
                            answers_message, answers_revision)
                        select conversation_id, 'web', 'bot', 'On its way.', now(), 'faq', 0.9, id, 0 from asked""")
                .param("count", ANSWERS).update();
    }

    private static int number(TestDatabase database, String sql) {
        return database.jdbc().sql(sql).query(Integer.class).single();
    }

    private ParleyProcess started(Map<String, String> settings) {
        ParleyProcess process = ParleyProcess.start(folder.resolve("parley.log"), settings, null, 0);
        await().atMost(PATIENCE).until(process::isServing);
        return process;
    }

    private Map<String, String> settings(FakeModels models, TestDatabase database) {
        Map<String, String> settings = new HashMap<>(new Operator().settings());
        settings.putAll(Map.of("PARLEY_DATA_DIR", folder.resolve("data").toString(), "SPRING_DATASOURCE_URL",
                database.getJdbcUrl(), "SPRING_DATASOURCE_USERNAME", database.getUsername(),
                "SPRING_DATASOURCE_PASSWORD", database.getPassword(), "PARLEY_LLM_PROVIDER", "openai",
                "PARLEY_LLM_BASE_URL", models.baseUrl(Protocol.OPENAI), "PARLEY_LLM_API_KEY", FakeModels.KEY,
                "PARLEY_LLM_MODEL", FakeModels.MODEL, "PARLEY_LLM_TIMEOUT", "18s"));
        return settings;
    }
}
