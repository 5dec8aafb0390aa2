package io.parley.process.chaos;

import io.parley.channel.email.Post;
import java.util.LinkedHashMap;
import java.util.Map;

/** People who write one mail each. */
final class MailCrowd extends Crowd {
    private static final Question HOURS = new Question("What are your opening hours?", "Our shop in Bristol is open");

    private final Post post;
    private final Map<String, Asked> waiting = new LinkedHashMap<>();
    private final Map<String, Asked> answered = new LinkedHashMap<>();

    MailCrowd(Post post) {
        super("email", 9);
        this.post = post;
    }

    @Override
    synchronized void ask() {
        int number = waiting.size() + answered.size();
        String address = "ann@example" + number + ".org";
        waiting.put(address, note(HOURS));
        post.deliver(Post.SHOP, Post.from("Ann", address).saying(HOURS.text()));
    }

    @Override
    synchronized void look() {
        waiting.forEach((address, asked) -> {
            if (answers(address) > 0) {
                asked.answered();
                answered.put(address, asked);
            }
        });
        waiting.keySet().removeAll(answered.keySet());
    }

    private long answers(String address) {
        return post.sources(address).stream().filter(mail -> mail.contains(HOURS.answer())).count();
    }

    @Override
    synchronized int doubled() {
        return answered.keySet().stream().mapToInt(address -> (int) answers(address) - 1).sum();
    }

    @Override
    int outOfOrder() {
        return 0;
    }
}
