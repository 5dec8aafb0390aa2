package io.parley.desk.faq;

import io.parley.desk.Desk;
import io.parley.desk.faq.EntryDrafts.Place;
import io.parley.knowledge.FaqDesk;
import io.swagger.v3.oas.annotations.Hidden;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Keeps what agents write in the form of an entry until they save it, or throws it away. */
@Hidden
@Controller
class EntryDraftPages {
    /** The most characters of all fields together. */
    static final int MAX_DRAFT = 200_000;

    private final Desk desk;
    private final FaqDesk faq;
    private final EntryDrafts drafts;

    EntryDraftPages(Desk desk, FaqDesk faq, EntryDrafts drafts) {
        this.desk = desk;
        this.faq = faq;
        this.drafts = drafts;
    }

    /** The page keeps what its agent writes. */
    @PostMapping("/desk/faq/draft")
    ResponseEntity<Void> keep(@RequestParam Map<String, String> sent, Principal account) {
        Optional<Writing> writing = Writing.of(sent);
        FaqForm form = FaqForm.of(sent);
        if (writing.isEmpty() || form.length() > MAX_DRAFT) {
            return ResponseEntity.unprocessableContent().build();
        }
        drafts.keep(place(sent, account), writing.get().key(), form.seen(writing.get().began()));
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/desk/faq/drop")
    String drop(@RequestParam Map<String, String> sent, Principal account) {
        Place place = place(sent, account);
        Writing.of(sent).ifPresent(writing -> drafts.forget(place, writing.key()));
        return place.entry() == null ? "redirect:" + EntryPages.NEW : EntryPages.done(place.entry(), "dropped");
    }

    /** @throws io.parley.desk.NoEntryException when an entry is named that is not there */
    private Place place(Map<String, String> sent, Principal account) {
        String id = sent.getOrDefault("id", "");
        return new Place(desk.agent(account).id(),
                id.isEmpty() ? null : EntryPages.found(faq, id).entry().id().value());
    }
}
