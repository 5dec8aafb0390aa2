package io.parley.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.answering.model.ModelError;
import io.parley.fake.model.FakeModels;
import io.parley.fake.model.Protocol;
import io.parley.fake.model.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every provider answers through its own protocol, and fails in its own words. */
class ProvidersTest {

    private final FakeModels models = FakeModels.start();

    @AfterEach
    void close() {
        models.close();
    }

    @ParameterizedTest
    @EnumSource
    void answersWithTheEntriesThatItCites(Protocol protocol) {
        try (Bot bot = Bot.with(models, protocol)) {
            bot.faq.finds(Faq.DELIVERY, 0.12);

            Answer answer = bot.asks("I spend fifty, what does the parcel add?");

            assertThat(answer).isInstanceOfSatisfying(ModelAnswer.class, written -> {
                assertThat(written.text())
                        .isEqualTo("Standard delivery within the UK is £4.50, and free for orders of £45 or more.");
                assertThat(written.references()).extracting(Reference::entry).containsExactly(Faq.DELIVERY);
                assertThat(written.model()).isEqualTo(FakeModels.MODEL);
                assertThat(written.tokensIn()).isEqualTo(Protocol.TOKENS_IN);
                assertThat(written.tokensOut()).isEqualTo(Protocol.TOKENS_OUT);
                assertThat(written.millis()).isBetween(0L, 5_000L);
            });
            assertThat(models.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNotToldWhoThePersonIs(Protocol protocol) {
        try (Bot bot = Bot.with(models, protocol)) {
            bot.faq.finds(Faq.DELIVERY, 0.12);

            bot.asks("I am ann@mail.example, I spend fifty, what does the parcel add to FK204417?",
                    Exchange.person("My name is Ann Reed, call +44 20 7946 0958"), Exchange.bot("Well."));

            assertThat(models.requests()).singleElement().satisfies(request -> assertThat(request.everything())
                    .contains("I am [EMAIL_1], I spend fifty, what does the parcel add to [ORDER_1]?")
                    .doesNotContain("ann@mail.example", "Ann Reed", "7946", "FK204417"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsKindlyWhenTheKeyIsWrong(Protocol protocol) {
        String key = protocol == Protocol.OLLAMA ? FakeModels.KEY : "wrong-key";
        String model = protocol == Protocol.OLLAMA ? "unknown" : FakeModels.MODEL;
        try (Bot bot = Bot.with(Bot.settings(models, protocol, key, model, Duration.ofSeconds(5)))) {
            bot.faq.finds(Faq.DELIVERY, 0.12);

            assertThat(bot.asks("What does the parcel add?")).isInstanceOf(Choices.class);
            assertThat(bot.health().lastError())
                    .isEqualTo(protocol == Protocol.OLLAMA ? ModelError.UNKNOWN_MODEL : ModelError.REFUSED_KEY);
            assertThat(bot.health().toString()).doesNotContain(key);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isAskedOnceEvenWhenItSaysTooMany(Protocol protocol) {
        models.always(Reply.rateLimits(30));
        try (Bot bot = Bot.with(models, protocol)) {
            bot.faq.finds(Faq.DELIVERY, 0.12);

            assertThat(bot.asks("What does the parcel add?")).isInstanceOf(Choices.class);
            assertThat(bot.health().lastError()).isEqualTo(ModelError.RATE_LIMITED);
            assertThat(models.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isGivenTheEntriesTheMessagesAndTheQuestion(Protocol protocol) {
        try (Bot bot = Bot.with(models, protocol)) {
            bot.faq.finds(Faq.DELIVERY, 0.12);

            bot.asks("What does the parcel add?", Exchange.person("Do you sell ferns?"), Exchange.bot("Yes, we do."));

            assertThat(models.lastRequest().protocol()).isEqualTo(protocol);
            assertThat(models.lastRequest().texts()).hasSize(2);
            assertThat(models.lastRequest().texts().getLast()).contains("[1] Question: How much does delivery cost?",
                    "Customer: Do you sell ferns?\nBot: Yes, we do.", "What does the parcel add?");
        }
    }
}
