package io.parley.knowledge.embedding;

import com.fasterxml.jackson.core.JacksonException;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/** Why a call to an embedding model gave no vectors. */
@NamedInterface
public enum EmbeddingFault {
    /** It took too long. */
    TIMEOUT,
    /** The provider wants fewer calls. */
    RATE_LIMITED,
    /** The provider does not take the key. */
    REFUSED_KEY,
    /** The provider has no model of that name. */
    UNKNOWN_MODEL,
    /** The provider does not accept the request, or the text in it. */
    BAD_REQUEST,
    /** The provider reports a fault of its own. */
    SERVER_ERROR,
    /** No connection comes about, or it breaks off. */
    UNREACHABLE,
    /** The response is not one vector of finite numbers for each text. */
    UNREADABLE,
    /** Vectors have another length than those that are stored. */
    OTHER_DIMENSION,
    /** It was not called, since it failed just before. */
    NOT_CALLED;

    static EmbeddingFault of(@Nullable Throwable cause) {
        return switch (cause) {
            case EmbeddingFailed failed -> failed.fault();
            case RateLimitException _ -> RATE_LIMITED;
            case AuthenticationException _ -> REFUSED_KEY;
            case ModelNotFoundException _ -> UNKNOWN_MODEL;
            case InvalidRequestException _ -> BAD_REQUEST;
            case InternalServerException _ -> SERVER_ERROR;
            case dev.langchain4j.exception.TimeoutException _ -> TIMEOUT;
            case TimeoutException _ -> TIMEOUT;
            case UnresolvedModelServerException _ -> UNREACHABLE;
            case null, default -> isConnection(cause) ? UNREACHABLE : UNREADABLE;
        };
    }

    private static boolean isConnection(@Nullable Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof IOException && !(t instanceof JacksonException)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the texts of the call may be why, so that others may still get their vectors. */
    boolean mayBeTheTexts() {
        return switch (this) {
            case TIMEOUT, BAD_REQUEST, SERVER_ERROR, UNREADABLE -> true;
            case RATE_LIMITED, REFUSED_KEY, UNKNOWN_MODEL, UNREACHABLE, OTHER_DIMENSION, NOT_CALLED -> false;
        };
    }
}
