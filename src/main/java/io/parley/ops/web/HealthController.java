package io.parley.ops.web;

import io.parley.ops.Health;
import io.parley.ops.HealthReport;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether all is well, for a balancer and for people. */
@RestController
class HealthController {
    private final Health health;

    HealthController(Health health) {
        this.health = health;
    }

    @Operation(summary = "Whether each part works; 503 when the database does not, so that a balancer looks elsewhere")
    @GetMapping("/health")
    ResponseEntity<HealthReport> health() {
        HealthReport report = health.report();
        HttpStatus status = report.usable() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
        return ResponseEntity.status(status).cacheControl(CacheControl.noStore()).body(report);
    }
}
