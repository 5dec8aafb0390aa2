package io.parley.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * This instance's copy of the FAQ, in memory and ready to search. Changes are applied by one thread at a time; searches
 * go on meanwhile in what was there before.
 */
final class FaqIndex implements AutoCloseable {

    private static final int BUFFER_MEGABYTES = 256;

    private final IndexWriter writer;
    private final Map<FaqId, IndexedEntry> entries = new HashMap<>();
    private volatile Snapshot snapshot;

    FaqIndex() {
        try {
            IndexWriterConfig config = new IndexWriterConfig(IndexFields.analyzer());
            config.setRAMBufferSizeMB(BUFFER_MEGABYTES);
            writer = new IndexWriter(new ByteBuffersDirectory(), config);
            snapshot = new Snapshot(DirectoryReader.open(writer), Map.of());
        } catch (IOException e) {
            throw inMemory(e);
        }
    }

    /** Puts the entries as they are now in the place of what was known of them. */
    synchronized void apply(Collection<IndexedEntry> changed) {
        try {
            for (IndexedEntry entry : changed) {
                replace(entry);
            }
            publish();
        } catch (IOException e) {
            throw inMemory(e);
        }
    }

    /** Forgets everything else. */
    synchronized void replaceAll(Collection<IndexedEntry> all) {
        try {
            writer.deleteAll();
            entries.clear();
            apply(all);
        } catch (IOException e) {
            throw inMemory(e);
        }
    }

    private void replace(IndexedEntry indexed) throws IOException {
        FaqEntry entry = indexed.entry();
        writer.deleteDocuments(IndexFields.allOf(entry.id()));
        if (entry.state() == FaqEntry.State.RETIRED || indexed.phrasings().isEmpty()) {
            entries.remove(entry.id());
            return;
        }
        entries.put(entry.id(), indexed);
        writer.addDocument(IndexFields.about(entry, indexed.phrasings().getFirst().id()));
        for (Phrasing phrasing : indexed.phrasings()) {
            if (phrasing.kind() != Phrasing.Kind.NEGATIVE) {
                Document document = IndexFields.of(phrasing);
                writer.addDocument(document);
            }
        }
    }

    private void publish() throws IOException {
        Snapshot before = snapshot;
        snapshot = new Snapshot(DirectoryReader.open(writer), Map.copyOf(entries));
        before.release();
    }

    /** What can be searched now; the caller releases it. */
    Snapshot acquire() {
        Snapshot current = snapshot;
        while (!current.retain()) {
            current = snapshot;
        }
        return current;
    }

    /** The entries that can be found now. */
    Map<FaqId, IndexedEntry> entries() {
        return snapshot.entries();
    }

    @Override
    public synchronized void close() {
        try {
            snapshot.release();
            writer.close();
        } catch (IOException e) {
            throw inMemory(e);
        }
    }

    private static UncheckedIOException inMemory(IOException e) {
        return new UncheckedIOException("The search index in memory failed.", e);
    }
}
