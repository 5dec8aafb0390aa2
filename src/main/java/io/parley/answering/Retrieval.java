package io.parley.answering;

import io.parley.knowledge.Search;

/** Searches the FAQ for what a question means, with what was said before where it leans on that. */
final class Retrieval {

    static final int HITS = 10;

    private final Search search;

    Retrieval(Search search) {
        this.search = search;
    }

    Found find(Question question) {
        return Found.of(search.search(question.text(), HITS));
    }
}
