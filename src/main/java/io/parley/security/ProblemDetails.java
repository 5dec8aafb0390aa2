package io.parley.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/**
 * Answers a wrong request with {@code application/problem+json} (RFC 9457) that says which field is wrong, in
 * {@code field}, and of several which ones and how, in {@code errors}; and a fault of ours with nothing but that.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemDetails extends ResponseEntityExceptionHandler {
    /** The detail of every 404, also where a caller must not learn that something exists. */
    static final String NOTHING_HERE = "There is nothing here.";

    private static final Logger log = LoggerFactory.getLogger(ProblemDetails.class);
    private static final String ESCAPED_IN_PATHS = "[\"\\\\\\p{Cntrl}]";

    /** One wrong field of a request. */
    record Wrong(String field, String message) {}

    /** Writes a problem where no controller is at work, as one does. The detail is our own text, with nothing to escape. */
    static void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getWriter()
                .write("{\"detail\":\"%s\",\"instance\":\"%s\",\"status\":%d,\"title\":\"%s\"}".formatted(detail,
                        request.getRequestURI().replaceAll(ESCAPED_IN_PATHS, ""), status.value(),
                        status.getReasonPhrase()));
    }

    /** At the desk, the container's error dispatch shows a page. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception failure, @Nullable Object body,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpServletResponse response = request instanceof ServletWebRequest web
                && DeskAccess.isPage(web.getRequest().getRequestURI()) ? web.getResponse() : null;
        if (response == null || response.isCommitted()) {
            return super.handleExceptionInternal(failure, body, headers, status, request);
        }
        headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        try {
            response.sendError(status.value());
        } catch (IOException e) {
            log.debug("A problem could not be told: {}", e.getMessage());
        }
        return null;
    }

    /** The library's own sentence speaks of static resources. */
    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(NoResourceFoundException failure,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return handleExceptionInternal(failure, ProblemDetail.forStatusAndDetail(status, NOTHING_HERE), headers, status,
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException failure,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Wrong> wrong = failure.getBindingResult()
                .getAllErrors()
                .stream()
                .map(error -> new Wrong(error instanceof FieldError field ? field.getField() : error.getObjectName(),
                        said(error.getDefaultMessage())))
                .toList();
        return answer(failure, wrong, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException failure,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Wrong> wrong = failure.getParameterValidationResults()
                .stream()
                .flatMap(result -> result.getResolvableErrors()
                        .stream()
                        .map(error -> new Wrong(
                                error instanceof FieldError field
                                        ? field.getField()
                                        : said(result.getMethodParameter().getParameterName()),
                                said(error.getDefaultMessage()))))
                .toList();
        return answer(failure, wrong, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException failure,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Wrong> wrong = failure.getCause() instanceof JacksonException json && !json.getPath().isEmpty()
                ? List.of(new Wrong(path(json), "is not of the kind that belongs there"))
                : List.of(new Wrong("body", "is not the JSON that belongs there"));
        return answer(failure, wrong, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException failure, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        return answer(failure, List.of(new Wrong(failure.getParameterName(), "is missing")), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException failure, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        return failure instanceof MethodArgumentTypeMismatchException argument
                ? answer(failure, List.of(new Wrong(argument.getName(), "is not of the kind that belongs there")),
                        headers,
                        status, request)
                : super.handleTypeMismatch(failure, headers, status, request);
    }

    /** An address whose parameters stand for no text, or are more than anybody reads. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> handleUnreadableParameters(InvalidParameterException unreadable) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(unreadable.getErrorCode()),
                "The parameters behind the question mark cannot be read.");
        return ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }

    /**
     * Answers 500 for an unforeseen exception: logs it, and tells the caller only that the request was not at fault.
     */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> handleFault(Exception fault, WebRequest request) throws Exception {
        if (AnnotatedElementUtils.hasAnnotation(fault.getClass(), ResponseStatus.class)) {
            throw fault;
        }
        log.error("A request failed: {}", request.getDescription(false), fault);
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR,
                "This did not work, and it is not the request's fault. Try again later.");
        return ResponseEntity.internalServerError().contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }

    private @Nullable ResponseEntity<Object> answer(Exception failure, List<Wrong> wrong, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        String detail = wrong.stream()
                .map(error -> error.field() + " " + error.message())
                .collect(Collectors.joining("; "));
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperties(Map.of("field", wrong.getFirst().field(), "errors", wrong));
        return handleExceptionInternal(failure, problem, headers, status, request);
    }

    private static String path(JacksonException failure) {
        return failure.getPath()
                .stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."));
    }

    private static String said(@Nullable String text) {
        return text == null ? "is not allowed" : text;
    }
}
