package io.parley.privacy.web;

import io.parley.privacy.Erasure;
import io.parley.privacy.Erasures;
import io.parley.privacy.PersonExport;
import io.swagger.v3.oas.annotations.Operation;
import java.security.Principal;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Erases and exports people; the access rules ask for a password. */
@RestController
class PrivacyController {
    private final Erasures erasures;
    private final PersonExport export;

    PrivacyController(Erasures erasures, PersonExport export) {
        this.erasures = erasures;
        this.export = export;
    }

    @Operation(summary = "Erases a person, in the background", description = "The header Location has the address at which it is told how far it is.")
    @DeleteMapping("/api/people/{id}")
    ResponseEntity<Erasure> erase(@PathVariable long id, Principal account) {
        Erasure begun = found(erasures.begin(id, account.getName()), "There is no such person.");
        return ResponseEntity.accepted().header(HttpHeaders.LOCATION, "/api/erasures/" + begun.id()).body(begun);
    }

    @Operation(summary = "How far an erasure is, and how many rows of each table it emptied or removed", description = "In counts, withdrawn is the number of messages that services were asked to delete, and left_behind of those that they did not delete; all others are tables.")
    @GetMapping("/api/erasures/{id}")
    Erasure erasure(@PathVariable long id) {
        return found(erasures.find(id), "There is no such erasure.");
    }

    @Operation(summary = "All that is known of a person", description = "The field schema counts the versions of its form.")
    @GetMapping(path = "/api/people/{id}/export", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> export(@PathVariable long id, Principal account) {
        String person = found(export.of(id, account.getName()), "There is no such person.");
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"person-" + id + ".json\"")
                .body(person);
    }

    private static <T> T found(Optional<T> one, String otherwise) {
        return one.orElseThrow(() -> new ErrorResponseException(HttpStatus.NOT_FOUND,
                ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, otherwise), null));
    }
}
