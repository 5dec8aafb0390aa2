package io.parley.security;

import io.parley.security.AccessConfiguration;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Adds to the API's description what all calls have in common: how they fail, and which ones need a password. */
@Component
@ConditionalOnWebApplication
class ApiDescription implements OpenApiCustomizer {
    private static final String PROBLEM = "Problem";
    private static final String PASSWORD = "password";
    private static final String KEY = "key";

    @Override
    public void customise(OpenAPI api) {
        api.getComponents().addSchemas(PROBLEM, problem()).addSecuritySchemes(PASSWORD,
                new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic").description("The user admin"))
                .addSecuritySchemes(KEY, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")
                        .description("An API key of the desk's page /desk/keys"));
        api.getPaths().forEach((path, item) -> item.readOperationsMap()
                .forEach((method, operation) -> describe(path, method, operation)));
    }

    private static Schema<?> problem() {
        return new ObjectSchema().description("What went wrong (RFC 9457)").addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("What is wrong, in a sentence"))
                .addProperty("field", new StringSchema().description("The wrong field of the request, if it is one"));
    }

    private static void describe(String path, PathItem.HttpMethod method, Operation operation) {
        ApiResponses responses = operation.getResponses();
        if (operation.getRequestBody() != null || operation.getParameters() != null
                || method != PathItem.HttpMethod.GET) {
            add(responses, "400", "Something in the request is wrong; field names it");
        }
        if (AccessConfiguration.needsPassword(path)) {
            operation.addSecurityItem(new SecurityRequirement().addList(PASSWORD));
            operation.addSecurityItem(new SecurityRequirement().addList(KEY));
            add(responses, "401", "The password or key is missing or wrong");
            add(responses, "403", "The key lacks the scope that detail names");
        }
        if (path.contains("{") || path.equals("/api/feedback") || path.equals("/api/chat/history")) {
            add(responses, "404", "What the request names is not there");
        }
        if (path.startsWith("/api/tickets/{id}/")) {
            add(responses, "409", "Another agent has the ticket, it has changed, or it is resolved; nothing was done");
        }
        if (path.equals("/api/tickets/{id}/reply")) {
            add(responses, "422", "The Idempotency-Key was used for another text; nothing was sent");
        }
        if (path.startsWith("/api/")) {
            add(responses, "429", "Too much at once; Retry-After says when to come again");
            add(responses, "500", "A fault that is not the request's");
        }
    }

    private static void add(ApiResponses responses, String status, String when) {
        if (!responses.containsKey(status)) {
            Schema<?> problem = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
            responses.addApiResponse(status, new ApiResponse().description(when).content(
                    new Content().addMediaType("application/problem+json", new MediaType().schema(problem))));
        }
    }
}
