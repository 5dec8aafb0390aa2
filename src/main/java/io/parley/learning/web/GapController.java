package io.parley.learning.web;

import io.parley.learning.gap.Gap;
import io.parley.learning.gap.Gaps;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the FAQ lacks; the access rules ask for a password. */
@RestController
class GapController {
    private static final int MAX_LISTED = 100;

    private final Gaps gaps;

    GapController(Gaps gaps) {
        this.gaps = gaps;
    }

    @Operation(summary = "Like questions that the bot did not answer, those that the most people asked first")
    @GetMapping("/api/gaps")
    List<Gap> list(@RequestParam(defaultValue = "0") @PositiveOrZero(message = "is 0 or more") int skip,
            @RequestParam(defaultValue = "20") @Min(value = 1, message = "is a whole number from 1 to 100") @Max(value = MAX_LISTED, message = "is a whole number from 1 to 100") int limit) {
        return gaps.shown(skip, limit);
    }
}
