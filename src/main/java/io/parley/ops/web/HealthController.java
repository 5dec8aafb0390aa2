package io.parley.ops.web;

import io.parley.ops.Health;
import io.parley.ops.HealthReport;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether all is well, for a balancer and for people; who signs in as admin gets the details. */
@RestController
class HealthController {
    private final Health health;

    HealthController(Health health) {
        this.health = health;
    }

    @Operation(summary = "Whether each part works; 503 when the database does not, so that a balancer looks elsewhere. "
            + "With the password of admin also why, and what waits")
    @GetMapping("/health")
    ResponseEntity<HealthReport> health(HttpServletRequest request) {
        HealthReport whole = health.report();
        HealthReport report = request.isUserInRole("ADMIN") ? whole : whole.inShort();
        HttpStatus status = report.usable() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
        return ResponseEntity.status(status).cacheControl(CacheControl.noStore()).body(report);
    }
}
