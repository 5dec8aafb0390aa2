package io.parley.channel.email;

import io.parley.channel.email.UnansweredMails.Unanswered;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows operators which mails were not answered; the access rules ask for their password. */
@RestController
class UnansweredMailsController {
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 200;

    private final UnansweredMails mails;

    UnansweredMailsController(JdbcClient jdbc) {
        this.mails = new UnansweredMails(jdbc);
    }

    @Operation(summary = "The mails that were not answered, or could not be read, and why, newest first; \"before\" is the id after which the next page begins, \"limit\" 1 to 200, 50 if absent")
    @GetMapping("/api/mails/unanswered")
    List<Unanswered> unanswered(@RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String limit) {
        return mails.before(number("before", before, Long.MAX_VALUE, Long.MAX_VALUE),
                (int) number("limit", limit, PAGE, LARGEST_PAGE));
    }

    private static long number(String field, @Nullable String value, long absent, long most) {
        if (value == null) {
            return absent;
        }
        long number = value.matches("[0-9]{1,18}") ? Long.parseLong(value) : 0;
        if (number < 1 || number > most) {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
                    field + " is a whole number from 1" + (most < Long.MAX_VALUE ? " to " + most : "") + ".");
            problem.setProperty("field", field);
            throw new ErrorResponseException(HttpStatus.BAD_REQUEST, problem, null);
        }
        return number;
    }
}
