package io.parley.channel.web;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;

/** Says what is wrong with a request, as RFC 9457 problem details. */
@RestControllerAdvice(assignableTypes = ChatController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ChatProblems {
    private static final Logger log = LoggerFactory.getLogger(ChatProblems.class);
    private static final String LATER_SECONDS = "5";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(InvalidRequest refused) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
                String.valueOf(refused.getMessage()));
        refused.field().ifPresent(field -> {
            problem.setProperty("field", field);
            problem.setProperty("errors",
                    List.of(Map.of("field", field, "message", String.valueOf(refused.getMessage()))));
        });
        return response(problem).body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(ResponseStatusException unreadable) {
        ProblemDetail problem = unreadable.getBody();
        return response(problem).body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(InvalidMediaTypeException unreadable) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "Send JSON, as application/json");
        return response(problem).body(problem);
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> notNow(RuntimeException failure) {
        log.warn("A chat message could not be stored: {}", failure.toString());
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
                "This did not work just now. Please try again in a moment.");
        return response(problem).header(HttpHeaders.RETRY_AFTER, LATER_SECONDS).body(problem);
    }

    private static ResponseEntity.BodyBuilder response(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }
}
