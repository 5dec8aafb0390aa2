package io.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.ParleyTest;
import io.parley.support.WrittenDocument;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API's description, as the page at /swagger-ui shows it. */
@ParleyTest(properties = "parley.serving=false")
class ApiDescriptionTest {
    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping handlers;

    @Test
    void saysOfEachCallWhatItDoesAndHowItFails() throws Exception {
        JsonNode paths = described().path("paths");

        assertThat(paths.propertyNames()).contains("/api/chat", "/api/search", "/api/feedback", "/api/tickets/{id}")
                .doesNotContain("/chat/starters.json", "/telegram/webhook", "/slack/events");
        paths.forEachEntry((path, calls) -> calls.forEachEntry((method, call) -> {
            assertThat(call.path("summary").asString("")).as("summary of %s %s", method, path).isNotBlank();
            if (path.startsWith("/api/")) {
                assertThat(call.path("responses").propertyNames()).as("%s %s", method, path).contains("200", "429",
                        "500");
            }
        }));
        JsonNode reply = paths.path("/api/tickets/{id}/reply").path("post");
        assertThat(reply.path("responses").propertyNames()).contains("400", "401", "403", "404", "409", "422");
        assertThat(paths.path("/api/tickets/{id}/take").path("post").path("responses").propertyNames())
                .contains("409").doesNotContain("422");
        assertThat(reply.path("security").size()).as("a password, or a key").isEqualTo(2);
        assertThat(paths.path("/api/search").path("get").has("security")).isFalse();
    }

    /** Two types of one name would be described as one. */
    @Test
    void namesEachTypeOnce() {
        Set<Class<?>> types = new HashSet<>();
        handlers.getHandlerMethods().values().stream().map(HandlerMethod::getMethod)
                .filter(method -> method.getDeclaringClass().isAnnotationPresent(RestController.class))
                .forEach(method -> Stream.concat(Stream.of(method.getGenericReturnType()),
                        Stream.of(method.getParameters())
                                .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
                                .map(Parameter::getParameterizedType))
                        .forEach(type -> collect(type, types)));
        Map<String, List<Class<?>>> byName = types.stream().collect(Collectors.groupingBy(Class::getSimpleName));
        assertThat(byName).hasSizeGreaterThan(30).allSatisfy((name, all) -> assertThat(all).hasSize(1));
    }

    private static void collect(Type type, Set<Class<?>> into) {
        if (type instanceof ParameterizedType of) {
            Stream.of(of.getActualTypeArguments()).forEach(one -> collect(one, into));
            collect(of.getRawType(), into);
        } else if (type instanceof Class<?> one && one.getName().startsWith("io.parley") && into.add(one)
                && one.isRecord()) {
            Stream.of(one.getRecordComponents()).forEach(part -> collect(part.getGenericType(), into));
        }
    }

    /** {@code docs/api.md} lists the calls. */
    @Test
    void theDocumentIsCurrent() throws Exception {
        WrittenDocument.requireCurrent("api.md", ApiDocument.of(described()));
    }

    @Test
    void namesNoAddressThatARequestMadeUp() throws Exception {
        assertThat(described().path("servers").size()).isEqualTo(1);
        assertThat(described().path("servers").get(0).path("url").asString()).isEqualTo("/");
    }

    private JsonNode described() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://localhost:" + port + "/v3/api-docs");
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Authorization",
                            ParleyTest.ADMIN)
                    .build();
            return JsonMapper.shared().readTree(client.send(request, BodyHandlers.ofString()).body());
        }
    }
}
