package io.parley.fake.slack;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A thread as its readers see it, as a page: made of the very blocks that Slack was given, in about Slack's looks. */
public final class Screen {
    private static final String STYLE = """
            body { margin: 0; padding: 18px 22px; width: 640px; font: 15px/1.46 Lato, 'Helvetica Neue', Arial, sans-serif;
                   color: #1d1c1d; background: #fff }
            .message { display: flex; gap: 10px; padding: 8px 0 }
            .face { flex: none; width: 36px; height: 36px; border-radius: 6px; color: #fff; font-weight: 700;
                    display: flex; align-items: center; justify-content: center; background: #4a6b8a }
            .bot .face { background: #2f7d5b }
            .name { font-weight: 900 } .app { font-size: 10px; font-weight: 700; background: #e8e8e8; color: #616061;
                    border-radius: 2px; padding: 1px 4px; margin: 0 4px } .time { font-size: 12px; color: #616061 }
            .note { font-size: 13px; color: #616061 }
            p { margin: 2px 0 6px } a { color: #1264a3 } .buttons { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0 }
            .button { border: 1px solid rgba(29,28,29,.3); border-radius: 4px; padding: 4px 12px; font-weight: 700;
                      font-size: 13px } .thumb { border: 0; padding: 2px 6px; color: #616061; font-size: 15px }
            """;

    /** Drawn, since not every machine has letters with pictures. */
    private static final String THUMB = """
            <svg width=18 height=18 viewBox='0 0 24 24' fill=none stroke=#616061 stroke-width=1.8 \
            style='transform: rotate(%ddeg)'><path d='M4 11h3v9H4zM8 20v-9l4-7c2 0 2.6 1.4 2.1 3.2L13.2 10h5.3c1.4 0 \
            2 1 1.8 2.2l-1.4 6c-.3 1.2-1 1.8-2.1 1.8z'/></svg>""";

    private Screen() {}

    /** A page with these messages; people and the bot by their names. */
    public static String of(List<Post> posts) {
        return "<!doctype html><html lang=en><meta charset=utf-8><title>Slack</title><style>" + STYLE
                + "</style><body>" + posts.stream().map(Screen::message).collect(Collectors.joining())
                + "</body></html>";
    }

    private static String message(Post post) {
        boolean bot = post.user().equals(FakeSlack.BOT);
        String name = bot ? "Parley</span><span class=app>APP</span>" : "Ann Lee</span> ";
        String content = post.blocks().isEmpty()
                ? paragraph(post.text().replaceFirst("<@" + FakeSlack.BOT + ">", "<b>@Parley</b>"))
                : post.blocks().valueStream().map(Screen::block).collect(Collectors.joining());
        return "<div class='message " + (bot ? "bot" : "person") + "'><div class=face>" + (bot ? "P" : "A")
                + "</div><div>"
                + (post.onlyFor() == null ? "" : "<div class=note>Only visible to you</div>")
                + "<span class=name>" + name + "<span class=time>10:24 AM</span>" + content + "</div></div>";
    }

    private static String block(JsonNode block) {
        return switch (block.path("type").asString("")) {
            case "section" -> paragraph(section(block.path("text")));
            case "actions" -> buttons(block.path("elements"), "button");
            case "context_actions" -> {
                JsonNode votes = block.path("elements").path(0);
                yield "<div class=buttons>" + button(votes.path("positive_button"), "button thumb")
                        + button(votes.path("negative_button"), "button thumb") + "</div>";
            }
            default -> throw new IllegalArgumentException("No picture of the block " + block.path("type"));
        };
    }

    private static String section(JsonNode text) {
        String written = text.path("text").asString("");
        return text.path("type").asString("").equals("plain_text") ? escaped(written) : mrkdwn(written);
    }

    private static String buttons(JsonNode elements, String kind) {
        return "<div class=buttons>" + elements.valueStream().map(element -> button(element, kind))
                .collect(Collectors.joining()) + "</div>";
    }

    private static String button(JsonNode button, String kind) {
        return "<span class='" + kind + "'>" + escaped(button.path("text").path("text").asString(""))
                .replace("👍", THUMB.formatted(0)).replace("👎", THUMB.formatted(180)) + "</span>";
    }

    private static String paragraph(String html) {
        return "<p>" + html.replace("\n", "<br>") + "</p>";
    }

    private static String mrkdwn(String text) {
        return text.replaceAll("<(https?://[^|>]+)\\|([^>]*)>", "<a href=\"$1\">$2</a>")
                .replaceAll("(?m)(?<![\\w*])\\*([^*\\n]+)\\*(?![\\w*])", "<b>$1</b>")
                .replaceAll("(?<![\"=>/\\w])(https?://[^\\s<]+)", "<a href=\"$1\">$1</a>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
