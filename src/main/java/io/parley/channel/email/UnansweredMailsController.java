package io.parley.channel.email;

import io.parley.channel.email.UnansweredMails.Unanswered;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows operators which mails were not answered; the access rules ask for their password. */
@RestController
class UnansweredMailsController {
    private static final int LARGEST_PAGE = 200;
    private static final String LIMIT = "is a whole number from 1 to " + LARGEST_PAGE;
    private static final String NEWEST = "" + Long.MAX_VALUE;

    private final UnansweredMails mails;

    UnansweredMailsController(JdbcClient jdbc) {
        this.mails = new UnansweredMails(jdbc);
    }

    @Operation(summary = "The mails that were not answered, or could not be read, and why, with the ticket that is open in their conversation, newest first; \"before\" is the id after which the next page begins, \"limit\" 1 to 200, 50 if absent")
    @GetMapping("/api/mails/unanswered")
    List<Unanswered> unanswered(
            @RequestParam(defaultValue = NEWEST) @Min(value = 1, message = "is the id of a mail") long before,
            @RequestParam(defaultValue = "50") @Min(value = 1, message = LIMIT) @Max(value = LARGEST_PAGE, message = LIMIT) int limit) {
        return mails.before(before, limit);
    }
}
