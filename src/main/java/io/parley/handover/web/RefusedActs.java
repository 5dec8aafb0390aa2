package io.parley.handover.web;

import io.parley.handover.ActRefusedException;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Tells programs why nothing was done about a ticket. */
@Hidden
@RestControllerAdvice(annotations = RestController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class RefusedActs {

    /** A 409 with the ticket's state, assignee and revision, so that the agent can decide; another status where the request is wrong. */
    @ExceptionHandler
    ProblemDetail refused(ActRefusedException refused) {
        HttpStatus status = switch (refused.why()) {
            case RESOLVED, WITH_ANOTHER, STALE, UNSEEN -> HttpStatus.CONFLICT;
            case KEY_REUSED -> HttpStatus.UNPROCESSABLE_CONTENT;
            case NO_SUCH_AGENT -> HttpStatus.BAD_REQUEST;
            case WORKS_NO_MORE -> HttpStatus.FORBIDDEN;
        };
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, String.valueOf(refused.getMessage()));
        if (status == HttpStatus.CONFLICT) {
            problem.setProperty("state", refused.ticket().state());
            problem.setProperty("assignee", refused.ticket().assignee());
            problem.setProperty("revision", refused.ticket().revision());
        } else if (status == HttpStatus.BAD_REQUEST) {
            problem.setProperty("field", "to");
        }
        return problem;
    }
}
