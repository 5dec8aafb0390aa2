package io.parley.channel.telegram;

import io.parley.channel.AddressMoved;
import io.parley.channel.Capacity;
import io.parley.channel.Delivery;
import io.parley.channel.DeliveryFailure;
import io.parley.channel.PermanentDeliveryFailure;
import io.parley.channel.Receipt;
import io.parley.channel.TransientDeliveryFailure;
import io.parley.channel.UnknownDeliveryFailure;
import io.parley.channel.calls.CircuitBreaker;
import io.parley.channel.calls.OkHttpWire;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.ActionType;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.ParseMode;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.methods.reactions.SetMessageReaction;
import org.telegram.telegrambots.meta.api.methods.send.SendChatAction;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;
import org.telegram.telegrambots.meta.api.objects.reactions.ReactionTypeEmoji;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiValidationException;

/** Sends, changes and takes away messages, and says how a failure has to be understood. */
final class Sender implements AutoCloseable {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);
    private static final LinkPreviewOptions NO_PREVIEW = LinkPreviewOptions.builder().isDisabled(true).build();

    private final OkHttpClient wire;
    private final OkHttpTelegramClient client;
    private final OkHttpTelegramClient prober;
    private final TelegramHealth health;
    private final CircuitBreaker outage;
    private final AtomicBoolean probing = new AtomicBoolean();

    Sender(TelegramSettings settings, TelegramHealth health, CircuitBreaker outage) {
        this.wire = TelegramHttp.client(settings.answerTimeout());
        this.client = new OkHttpTelegramClient(wire, settings.tokenOrEmpty(), url(settings.apiUrl()));
        this.prober = new OkHttpTelegramClient(wire.newBuilder().callTimeout(PROBE_TIMEOUT).build(),
                settings.tokenOrEmpty(), url(settings.apiUrl()));
        this.health = health;
        this.outage = outage;
    }

    private static TelegramUrl url(URI api) {
        int port = api.getPort() >= 0 ? api.getPort() : api.getScheme().equals("https") ? 443 : 80;
        return new TelegramUrl(api.getScheme(), api.getHost(), port, false);
    }

    /** Hands one part to Telegram. */
    Receipt deliver(Delivery delivery) {
        TelegramTarget place = TelegramTarget.of(delivery.address());
        MessageKey target = MessageKey.of(delivery.target()).orElse(null);
        try {
            return switch (delivery.action()) {
                case SEND -> deliver(place, RenderedPart.read(delivery.payload()), delivery.under());
                case UPDATE -> update(place, target, RenderedPart.read(delivery.payload()));
                case DELETE -> delete(target);
            };
        } catch (TelegramApiException e) {
            throw failure(place, e);
        }
    }

    /** @param under the message under which it is sent; null where it stands by itself */
    private Receipt deliver(TelegramTarget place, RenderedPart part, @Nullable String under)
            throws TelegramApiException {
        Optional<MessageKey> on = MessageKey.of(part.replyTo());
        if (part.emoji() != null && on.isPresent()) {
            return react(on.get(), part.emoji());
        }
        return send(place, under == null
                ? part
                : new RenderedPart(part.html(), part.plain(), part.buttons(), under));
    }

    /** A group may allow no reactions; then there is none. */
    private Receipt react(MessageKey on, String emoji) throws TelegramApiException {
        try {
            execute(SetMessageReaction.builder().chatId(on.chat()).messageId(on.message())
                    .reactionTypes(List.of(ReactionTypeEmoji.builder().emoji(emoji).build())).build());
        } catch (TelegramApiException e) {
            if (ApiError.in(e).filter(refusal -> refusal.code() == 400).isEmpty()) {
                throw e;
            }
        }
        return new Receipt("reaction/" + on.written());
    }

    private Receipt send(TelegramTarget place, RenderedPart part) throws TelegramApiException {
        try {
            return sent(place, sending(place, part).text(part.html()).parseMode(ParseMode.HTML).build());
        } catch (TelegramApiException e) {
            if (ApiError.in(e).filter(ApiError::isUnparsable).isEmpty()) {
                throw e;
            }
            return sent(place, sending(place, part).text(part.plain()).build());
        }
    }

    private Receipt sent(TelegramTarget place, SendMessage message) throws TelegramApiException {
        return new Receipt(new MessageKey(place.chat(), execute(message).getMessageId()).written());
    }

    private static SendMessage.SendMessageBuilder<?, ?> sending(TelegramTarget place, RenderedPart part) {
        return SendMessage.builder().chatId(place.chat()).messageThreadId(place.topicOrNull())
                .linkPreviewOptions(NO_PREVIEW).replyMarkup(Keyboard.of(part)).replyParameters(replying(place, part));
    }

    private static @Nullable ReplyParameters replying(TelegramTarget place, RenderedPart part) {
        return MessageKey.of(part.replyTo()).filter(key -> key.chat() == place.chat())
                .map(key -> ReplyParameters.builder().messageId(key.message()).allowSendingWithoutReply(true).build())
                .orElse(null);
    }

    /** A message that cannot be changed any more is followed by a new one. */
    private Receipt update(TelegramTarget place, @Nullable MessageKey target, RenderedPart part)
            throws TelegramApiException {
        if (target == null || target.chat() != place.chat()) {
            return send(place, part);
        }
        try {
            return edited(target, editing(target, part).text(part.html()).parseMode(ParseMode.HTML).build());
        } catch (TelegramApiException e) {
            ApiError refusal = ApiError.in(e).orElseThrow(() -> e);
            if (refusal.isUnparsable()) {
                return edited(target, editing(target, part).text(part.plain()).build());
            }
            if (refusal.isNothingToEdit()) {
                return send(place, part);
            }
            throw e;
        }
    }

    private static EditMessageText.EditMessageTextBuilder<?, ?> editing(MessageKey target, RenderedPart part) {
        return EditMessageText.builder().chatId(target.chat()).messageId(target.message())
                .linkPreviewOptions(NO_PREVIEW).replyMarkup(Keyboard.of(part));
    }

    private Receipt edited(MessageKey target, EditMessageText edit) throws TelegramApiException {
        try {
            execute(edit);
        } catch (TelegramApiException e) {
            if (ApiError.in(e).filter(ApiError::isNotModified).isEmpty()) {
                throw e;
            }
        }
        return new Receipt(target.written());
    }

    private Receipt delete(@Nullable MessageKey target) throws TelegramApiException {
        if (target == null) {
            throw new PermanentDeliveryFailure("There is no message to take away", false);
        }
        try {
            execute(new DeleteMessage(Long.toString(target.chat()), target.message()));
        } catch (TelegramApiException e) {
            if (ApiError.in(e).filter(ApiError::isNothingToDelete).isEmpty()) {
                throw e;
            }
        }
        return new Receipt(target.written());
    }

    private <T extends Serializable, M extends BotApiMethod<T>> T execute(M method) throws TelegramApiException {
        T result = client.execute(method);
        health.sent();
        outage.callWorked();
        return result;
    }

    /**
     * The capacity of Telegram. While it is out of order, {@code getMe} probes whether it is back: a delivery is no
     * safe probe, since Telegram cannot be asked whether a message arrived.
     *
     * @param whenItWorks the capacity when Telegram works
     */
    Capacity capacity(Capacity whenItWorks) {
        if (!outage.isOpen()) {
            return whenItWorks;
        }
        if (outage.leave().isZero() && probing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("telegram-probe").start(this::probe);
        }
        return Capacity.none(whenItWorks.concurrency(), CircuitBreaker.TRY_AGAIN);
    }

    private void probe() {
        try {
            prober.execute(new GetMe());
            outage.callWorked();
        } catch (TelegramApiException e) {
            if (ApiError.in(e).filter(ApiError::isTokenWrong).isPresent()) {
                outage.notLetIn();
            }
        } finally {
            probing.set(false);
        }
    }

    private DeliveryFailure failure(TelegramTarget place, TelegramApiException e) {
        return ApiError.in(e).map(refusal -> refused(place, refusal)).orElseGet(() -> lost(e));
    }

    private DeliveryFailure refused(TelegramTarget place, ApiError refusal) {
        String what = "Telegram answered " + refusal.code() + " " + refusal.description();
        Long newChat = refusal.migratedTo();
        if (newChat != null) {
            TelegramTarget moved = place.movedTo(newChat);
            return new AddressMoved(moved.thread(), moved.address());
        }
        if (refusal.isTokenWrong()) {
            outage.notLetIn();
            health.sendingFails(TelegramHealth.WRONG_TOKEN);
            return new TransientDeliveryFailure(TelegramHealth.WRONG_TOKEN, null);
        }
        if (refusal.code() >= 500) {
            return unknown(what);
        }
        outage.callRefused();
        if (refusal.code() == 429) {
            return new TransientDeliveryFailure(what, refusal.retryAfter());
        }
        return new PermanentDeliveryFailure(what, refusal.code() == 403 || refusal.isChatUnknown());
    }

    private DeliveryFailure lost(TelegramApiException e) {
        if (e instanceof TelegramApiValidationException) {
            return new PermanentDeliveryFailure("The message is not one that Telegram takes: " + e.getMessage(), false);
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof OkHttpWire.NeverSentException never) {
                return unreachable("Telegram cannot be reached: " + never.getMessage());
            }
            if (cause instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            if (cause instanceof TelegramHttp.GatewayException gateway && gateway.isRefused()) {
                return unreachable("Telegram cannot be reached: " + gateway.getMessage());
            }
        }
        return unknown("Telegram did not say whether it took the message");
    }

    private TransientDeliveryFailure unreachable(String what) {
        outage.callFailed();
        health.sendingFails(what);
        return new TransientDeliveryFailure(what, null);
    }

    private UnknownDeliveryFailure unknown(String what) {
        outage.callFailed();
        health.sendingFails(what);
        return new UnknownDeliveryFailure(what);
    }

    /** Shows that the bot writes, for 5 seconds or until its next message. Nobody waits for the result. */
    void showTyping(TelegramTarget place) {
        quietly(SendChatAction.builder().chatId(place.chat()).messageThreadId(place.topicOrNull())
                .action(ActionType.TYPING.toString()).build());
    }

    /** Ends the spinner on a button. It may be too late for that, which hurts nobody. */
    void acknowledge(String callbackId) {
        quietly(new AnswerCallbackQuery(callbackId));
    }

    private <T extends Serializable, M extends BotApiMethod<T>> void quietly(M method) {
        try {
            client.executeAsync(method).exceptionally(ignored -> null);
        } catch (TelegramApiException ignored) {
            // The request is optional: nothing depends on it.
        }
    }

    @Override
    public void close() {
        OkHttpWire.close(wire);
    }
}
