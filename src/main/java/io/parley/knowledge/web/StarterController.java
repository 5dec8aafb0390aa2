package io.parley.knowledge.web;

import io.parley.knowledge.StarterQuestions;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives the chat's page questions to start with. */
@Hidden
@RestController
class StarterController {
    private static final CacheControl A_MOMENT = CacheControl.maxAge(Duration.ofSeconds(10)).cachePublic();

    private final StarterQuestions starters;

    StarterController(StarterQuestions starters) {
        this.starters = starters;
    }

    @GetMapping("/chat/starters.json")
    ResponseEntity<List<String>> starters() {
        return ResponseEntity.ok().cacheControl(A_MOMENT).body(starters.questions());
    }
}
