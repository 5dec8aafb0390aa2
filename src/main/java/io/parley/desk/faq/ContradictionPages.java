package io.parley.desk.faq;

import io.parley.care.Contradictions;
import io.parley.care.Contradictions.Seen;
import io.parley.desk.Desk;
import io.parley.knowledge.FaqDesk;
import io.swagger.v3.oas.annotations.Hidden;
import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Decides that two entries that differ are both right. */
@Hidden
@Controller
class ContradictionPages {
    private final Desk desk;
    private final FaqDesk faq;
    private final Contradictions contradictions;

    ContradictionPages(Desk desk, FaqDesk faq, Contradictions contradictions) {
        this.desk = desk;
        this.faq = faq;
        this.contradictions = contradictions;
    }

    @PostMapping("/desk/faq/both-right")
    String agree(@RequestParam(defaultValue = "") String id, @RequestParam(defaultValue = "0") int revision,
            @RequestParam(defaultValue = "") String other, @RequestParam(defaultValue = "0") int otherRevision,
            Principal account) {
        EntryPages.found(faq, id);
        boolean isDone = contradictions.approve(new Seen(id, revision), new Seen(other, otherRevision),
                desk.agent(account).login());
        return EntryPages.done(id, isDone ? "both-right" : "outdated");
    }
}
