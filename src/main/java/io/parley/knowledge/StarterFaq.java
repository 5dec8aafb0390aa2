package io.parley.knowledge;

import io.parley.knowledge.faq.FaqEntries;
import io.parley.knowledge.faq.ImportListener;
import io.parley.knowledge.importing.FaqFile;
import io.parley.knowledge.importing.ImportReport;
import io.parley.knowledge.importing.KnowledgeImport;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.transaction.support.TransactionTemplate;

/** Fills an empty database with a first FAQ; of several instances that start at once, one does. */
final class StarterFaq {

    private static final Logger log = LoggerFactory.getLogger(StarterFaq.class);

    private final KnowledgeSettings settings;
    private final FaqEntries entries;
    private final KnowledgeImport knowledgeImport;
    private final TransactionTemplate transaction;

    StarterFaq(KnowledgeSettings settings, FaqEntries entries, KnowledgeImport knowledgeImport,
            TransactionTemplate transaction) {
        this.settings = settings;
        this.entries = entries;
        this.knowledgeImport = knowledgeImport;
        this.transaction = transaction;
    }

    /** The instance that takes the first turn finds the table empty and fills it in that same transaction. */
    void importIfEmpty() {
        if (settings.starting() && entries.isEmpty()) {
            transaction.executeWithoutResult(status -> {
                entries.takeTurn();
                if (entries.isEmpty()) {
                    importStarter(settings.starter());
                }
            });
        }
    }

    private void importStarter(Resource starter) {
        try {
            FaqFile file = FaqFile.of(starter.getDescription(), starter.getContentAsByteArray());
            ImportReport report = knowledgeImport.importFile(file, ImportListener.SILENT);
            log.info("The FAQ was empty and begins with {} entries of {}", report.entries(), report.file());
            if (!report.problems().isEmpty()) {
                ImportReport.Problem first = report.problems().getFirst();
                log.warn("Left out {} of the rows of {}; the command \"import\" lists them. The first, on line {}: {}",
                        report.problems().size(), report.file(), first.line(), first.reason());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The starter FAQ " + starter.getDescription()
                    + " cannot be read; set parley.knowledge.starter to a FAQ CSV.", e);
        }
    }
}
