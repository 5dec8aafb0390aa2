package io.parley.ops;

import io.parley.answering.Answering;
import io.parley.answering.model.ModelError;
import io.parley.answering.model.ModelHealth;
import io.parley.channel.Channel;
import io.parley.channel.ChannelHealth;
import io.parley.channel.Channels;
import io.parley.database.DataDirectory;
import io.parley.hours.OfficeHours;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.embedding.EmbeddingFault;
import io.parley.knowledge.embedding.EmbeddingHealth;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.learning.Retraining;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Looks at each part as an operator would: is it set up, can it be reached, what is to be done. Sends nothing to customers. */
@Component
public class Doctor {
    private static final long LITTLE_SPACE = 1L << 30;
    private static final int SHORT_PASSWORD = 12;
    /** With fewer meanings nearly everything that is asked is near to an entry that does not answer it. */
    private static final int FEW = 10;
    private static final int SHOWN_PAIRS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int SHOWN_CHANGES = 5;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH);

    private final Environment settings;
    private final DataDirectory data;
    private final JdbcClient jdbc;
    private final Knowledge knowledge;
    private final Answering answering;
    private final Channels channels;
    private final Backlog backlog;
    private final Retraining refits;
    private final UnknownSettings unknown;
    private final OfficeHours hours;
    private final InstantSource clock;

    Doctor(Environment settings, DataDirectory data, JdbcClient jdbc, Knowledge knowledge, Answering answering,
            Channels channels, Backlog backlog, Retraining refits, UnknownSettings unknown, OfficeHours hours,
            InstantSource clock) {
        this.settings = settings;
        this.data = data;
        this.jdbc = jdbc;
        this.knowledge = knowledge;
        this.answering = answering;
        this.channels = channels;
        this.backlog = backlog;
        this.refits = refits;
        this.unknown = unknown;
        this.hours = hours;
        this.clock = clock;
    }

    /** Findings about each part; takes some seconds, as it asks the services that are set up. */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>(List.of(directory(), database(), queues(), faq()));
        unknown.found().forEach(sentence -> findings.add(Finding.wrong("settings", sentence)));
        tooFew().ifPresent(findings::add);
        tooAlike().ifPresent(findings::add);
        refits.trouble().map(trouble -> Finding.wrong("learning", trouble)).ifPresent(findings::add);
        channels.all()
                .stream()
                .sorted(Comparator.comparing(channel -> channel.name().value()))
                .map(Doctor::channel)
                .forEach(findings::add);
        findings.add(knowledge.examineChosenModel().map(Doctor::embedding).orElseGet(() -> Finding.off("embedding",
                "PARLEY_EMBEDDING_PROVIDER is not set; the FAQ is searched by " + knowledge.modelId())));
        findings.addAll(List.of(model(answering.examineModel()), officeHours(), publicUrl(), adminPassword()));
        return findings;
    }

    private Finding directory() {
        try {
            long free = Files.getFileStore(data.path()).getUsableSpace();
            String what = String.format(Locale.ROOT, "%s, %,d MB free", data.path(), free >> 20);
            return free < LITTLE_SPACE
                    ? Finding.wrong("data directory", what + ": make room, or messages will not be taken one day")
                    : Finding.ok("data directory", what);
        } catch (IOException e) {
            return Finding.wrong("data directory", data.path() + " can't be looked at: " + e.getMessage());
        }
    }

    private Finding database() {
        String where = StringUtils.hasText(settings.getProperty("spring.datasource.url"))
                ? "as SPRING_DATASOURCE_URL says"
                : "embedded, in the data directory";
        String version = jdbc.sql("show server_version").query(String.class).single();
        String schema = jdbc.sql("select version from flyway_schema_history where success and version is not null"
                + " order by installed_rank desc limit 1").query(String.class).optional().orElse("none");
        String what = "PostgreSQL " + version + ", " + where + ", schema " + schema;
        return jdbc.sql("select rolsuper from pg_roles where rolname = current_user").query(Boolean.class).single()
                ? Finding.wrong("database", what + ", but it serves as a superuser: give it a role of its own by"
                        + " SPRING_DATASOURCE_USERNAME, and the tables' owner by PARLEY_DATABASE_MIGRATION_USERNAME")
                : Finding.ok("database", what);
    }

    private Finding queues() {
        Backlog.Counts counts = backlog.now();
        return Finding.ok("messages", counts.inboxWaiting() + " wait to be answered, " + counts.outboxWaiting()
                + " to be delivered; given up: " + counts.inboxDeadLetters() + " received, "
                + counts.outboxDeadLetters()
                + " to be sent");
    }

    private Finding faq() {
        String what = knowledge.published() + " entries, " + knowledge.drafts() + " drafts";
        return knowledge.published() > 0
                ? Finding.ok("FAQ", what)
                : Finding.wrong("FAQ", what + ": bring one in by the command import");
    }

    private Optional<Finding> tooFew() {
        int meanings = knowledge.meanings();
        return meanings == 0 || meanings >= FEW
                ? Optional.empty()
                : Optional.of(Finding.wrong("FAQ", "too small to be answered from safely: " + named(knowledge.ids())
                        + " is all it knows, so of most questions near to that the bot asks back or hands over; add what"
                        + " customers ask besides, and more ways to ask"));
    }

    private Optional<Finding> tooAlike() {
        List<List<FaqId>> pairs = knowledge.nearDuplicates();
        return pairs.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.wrong("FAQ", "entries are asked for in nearly the same words, so that one may be"
                        + " answered for another: " + pairs.stream().limit(SHOWN_PAIRS)
                                .map(pair -> named(pair.stream())).collect(Collectors.joining("; "))
                        + (pairs.size() > SHOWN_PAIRS ? "; and " + (pairs.size() - SHOWN_PAIRS) + " more pairs" : "")
                        + ". Make one of both, or word them differently"));
    }

    private String named(Stream<FaqId> ids) {
        return ids.limit(FEW).map(id -> knowledge.entry(id).map(FaqEntry::question).orElse(id.value()))
                .map(question -> '"' + question + '"').collect(Collectors.joining(" and "));
    }

    private static Finding channel(Channel channel) {
        ChannelHealth health = channel.check();
        String name = channel.name().value();
        return switch (health.state()) {
            case OFF -> Finding.off(name, health.detail());
            case UP -> Finding.ok(name, health.detail());
            case DOWN -> Finding.wrong(name, health.detail());
        };
    }

    private static Finding model(ModelHealth health) {
        if (!health.configured()) {
            return Finding.off("model", "PARLEY_LLM_PROVIDER is not set; answers come from the FAQ and from people");
        }
        String name = health.provider() + " " + health.model();
        ModelError error = health.lastError();
        return error == null
                ? Finding.ok("model", name + " answers")
                : Finding.wrong("model", name + ": " + advice(error));
    }

    private static String advice(ModelError error) {
        return switch (error) {
            case TIMEOUT -> "does not answer in time; try again, or raise parley.llm.timeout";
            case RATE_LIMITED -> "wants fewer calls; look at the provider's limits";
            case REFUSED_KEY -> "refuses the key; check PARLEY_LLM_API_KEY";
            case UNKNOWN_MODEL -> "does not know that name; check PARLEY_LLM_MODEL";
            case BAD_REQUEST -> "does not accept the request; check PARLEY_LLM_PROVIDER and PARLEY_LLM_BASE_URL";
            case SERVER_ERROR -> "reports a fault of its own; try again later";
            case UNREACHABLE -> "can't be reached; check PARLEY_LLM_BASE_URL and the network";
            case BROKE_OFF -> "broke the connection; check PARLEY_LLM_BASE_URL and the network";
            case UNREADABLE -> "sends what can't be read; check PARLEY_LLM_PROVIDER and PARLEY_LLM_BASE_URL";
            case NOT_CALLED -> "is not called after too many failures; try again in a minute";
            case OVER_BUDGET -> "is not called any more today; look at parley.cost";
        };
    }

    private static Finding embedding(EmbeddingHealth health) {
        EmbeddingFault fault = health.fault();
        String left = health.left() == 0
                ? ""
                : "; " + health.left() + " texts have no vector of it yet, which the server makes as it runs";
        return fault == null
                ? Finding.ok("embedding", health.model() + " answers" + left)
                : Finding.wrong("embedding", health.model() + ": " + advice(fault)
                        + "; the FAQ is searched by the model that ships" + left);
    }

    private static String advice(EmbeddingFault fault) {
        return switch (fault) {
            case TIMEOUT -> "does not answer in time; try again, or raise parley.embedding.timeout";
            case RATE_LIMITED -> "wants fewer calls; look at the provider's limits";
            case REFUSED_KEY -> "refuses the key; check PARLEY_EMBEDDING_API_KEY";
            case UNKNOWN_MODEL -> "does not know that name; check PARLEY_EMBEDDING_MODEL";
            case BAD_REQUEST ->
                "does not accept the request; check PARLEY_EMBEDDING_PROVIDER, _BASE_URL and _DIMENSION";
            case SERVER_ERROR -> "reports a fault of its own; try again later";
            case UNREACHABLE -> "can't be reached; check PARLEY_EMBEDDING_BASE_URL and the network";
            case UNREADABLE -> "sends no vectors; check PARLEY_EMBEDDING_PROVIDER and PARLEY_EMBEDDING_BASE_URL";
            case OTHER_DIMENSION ->
                "sends vectors of another length than those that are stored, so it is another model;"
                        + " set PARLEY_EMBEDDING_DIMENSION to its length, and all texts are embedded anew";
            case NOT_CALLED -> "is not called after failures; try again in a minute";
        };
    }

    private Finding officeHours() {
        if (hours.isAlwaysOpen()) {
            return Finding.off("office hours", "PARLEY_OFFICE_HOURS is not set; customers hear of no closing time");
        }
        Instant now = clock.instant();
        String changes = hours.changes(now, SHOWN_CHANGES).stream()
                .map(change -> (change.opens() ? "opens " : "closes ")
                        + MOMENT.format(change.at().atZone(hours.zone())))
                .collect(Collectors.joining(", "));
        String zone = hours.zone().getId();
        if (!hours.isOpen(now) && changes.isEmpty()) {
            return Finding.wrong("office hours", "the team is never there (" + zone
                    + "): check PARLEY_OFFICE_HOURS and PARLEY_HOLIDAYS");
        }
        return Finding.ok("office hours", (hours.isOpen(now) ? "open now" : "closed now") + " (" + zone + "); "
                + (changes.isEmpty() ? "no change in sight" : changes));
    }

    private Finding publicUrl() {
        String url = settings.getProperty("parley.public-url", "");
        if (url.isBlank()) {
            return Finding.off("public URL",
                    "PARLEY_PUBLIC_URL is not set; only webhooks and links to this place need it");
        }
        String part = "public URL";
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            URI health = URI.create(url.replaceAll("/+$", "") + "/health");
            int status = client.send(HttpRequest.newBuilder(health).timeout(PATIENCE).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == 200 ? Finding.ok(part, url) : Finding.wrong(part, url + " answers with status " + status);
        } catch (IOException | IllegalArgumentException e) {
            return Finding.wrong(part,
                    url + " does not answer; check PARLEY_PUBLIC_URL, and that a server runs behind it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.wrong(part, "asking it was interrupted");
        }
    }

    private Finding adminPassword() {
        String password = settings.getProperty("parley.admin.password", "");
        if (password.isBlank()) {
            return Finding.ok("admin",
                    "the password is kept in " + data.resolve("admin-password") + " from the first start on");
        }
        return password.length() < SHORT_PASSWORD
                ? Finding.wrong("admin",
                        "PARLEY_ADMIN_PASSWORD is shorter than " + SHORT_PASSWORD + " characters; choose a longer one")
                : Finding.ok("admin", "the password is set by PARLEY_ADMIN_PASSWORD");
    }
}
