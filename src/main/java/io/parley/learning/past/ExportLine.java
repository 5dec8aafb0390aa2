package io.parley.learning.past;

import io.parley.learning.past.PastConversation.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of an export, one conversation as a JSON object:
 * a ticket of Zendesk with its <a href="https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/">comments</a>,
 * one of Zammad with its <a href="https://docs.zammad.org/en/latest/api/ticket/articles.html">articles</a>,
 * or a conversation of Chatwoot with its <a href="https://developers.chatwoot.com/api-reference/messages/get-messages">messages</a>.
 */
final class ExportLine {
    private static final Pattern MAILBOX = Pattern.compile("\\s*\"?([^<\"]*)\"?\\s*<([^>]*)>\\s*");

    private final UnaryOperator<String> htmlText;

    /** @param htmlText the text of HTML */
    ExportLine(UnaryOperator<String> htmlText) {
        this.htmlText = htmlText;
    }

    PastConversation read(String line) throws BadLine {
        JsonNode root = parsed(line);
        if (root.path("comments").isArray()) {
            return zendesk(root);
        }
        if (root.path("articles").isArray()) {
            return zammad(root);
        }
        if (root.path("messages").isArray()) {
            return chatwoot(root);
        }
        throw new BadLine("has no comments (Zendesk), articles (Zammad) or messages (Chatwoot)");
    }

    private static JsonNode parsed(String line) throws BadLine {
        try {
            return JsonMapper.shared().readTree(line);
        } catch (JacksonException e) {
            throw new BadLine("is no well-formed JSON");
        }
    }

    private PastConversation zendesk(JsonNode root) throws BadLine {
        JsonNode requester = root.path("requester");
        String asker = first(root.path("requester_id"), requester.path("id"));
        if (asker.isEmpty()) {
            throw new BadLine("does not say who asked: requester_id");
        }
        List<Said> said = new ArrayList<>();
        List<String> known = new ArrayList<>(List.of(text(requester.path("name")), text(requester.path("email"))));
        for (JsonNode comment : root.path("comments")) {
            known.add(text(comment.path("author").path("name")));
            if (comment.path("public").asBoolean(true)) {
                String author = first(comment.path("author_id"), comment.path("author").path("id"));
                String plain = first(comment.path("plain_body"), comment.path("body"));
                add(said, author.equals(asker), plain.isEmpty() ? html(comment.path("html_body")) : plain);
            }
        }
        return conversation("zendesk", root.path("id"), text(root.path("subject")), said, known);
    }

    private PastConversation zammad(JsonNode root) throws BadLine {
        List<Said> said = new ArrayList<>();
        List<String> known = new ArrayList<>();
        boolean isTold = false;
        for (JsonNode article : root.path("articles")) {
            known.addAll(mailbox(text(article.path("from"))));
            String sender = text(article.path("sender"));
            isTold |= !sender.isEmpty();
            if (!article.path("internal").asBoolean(false) && (sender.equals("Customer") || sender.equals("Agent"))) {
                boolean isHtml = text(article.path("content_type")).contains("html");
                add(said, sender.equals("Customer"),
                        isHtml ? html(article.path("body")) : text(article.path("body")));
            }
        }
        if (!isTold) {
            throw new BadLine("has articles that do not say whose they are: sender (Customer or Agent)");
        }
        JsonNode ticket = root.path("ticket").isObject() ? root.path("ticket") : root;
        return conversation("zammad", ticket.path("id"), text(ticket.path("title")), said, known);
    }

    private PastConversation chatwoot(JsonNode root) throws BadLine {
        JsonNode contact = root.path("meta").path("sender");
        List<String> known = new ArrayList<>(List.of(text(contact.path("name")), text(contact.path("email"))));
        List<Said> said = new ArrayList<>();
        for (JsonNode message : root.path("messages")) {
            known.add(text(message.path("sender").path("name")));
            known.add(text(message.path("sender").path("email")));
            String type = text(message.path("message_type"));
            boolean isCustomers = type.equals("0") || type.equals("incoming");
            boolean isAgents = (type.equals("1") || type.equals("outgoing")) && isByPerson(message);
            if (!message.path("private").asBoolean(false) && (isCustomers || isAgents)) {
                add(said, isCustomers, text(message.path("content")));
            }
        }
        return conversation("chatwoot", root.path("id"),
                text(root.path("additional_attributes").path("mail_subject")), said, known);
    }

    /** Bots answer there, too. */
    private static boolean isByPerson(JsonNode message) {
        String kind = first(message.path("sender_type"), message.path("sender").path("type"));
        return kind.isEmpty() || kind.equalsIgnoreCase("user");
    }

    private static PastConversation conversation(String system, JsonNode id, String subject, List<Said> said,
            List<String> known) throws BadLine {
        if (text(id).isEmpty()) {
            throw new BadLine("has no id");
        }
        return new PastConversation(system + ":" + text(id), subject.isEmpty() ? null : subject, said,
                known.stream().filter(one -> !one.isBlank()).distinct().toList());
    }

    private static void add(List<Said> said, boolean isCustomers, String text) {
        String words = text.lines().filter(line -> !line.startsWith(">")).collect(Collectors.joining("\n")).strip();
        if (!words.isEmpty()) {
            said.add(new Said(isCustomers, words));
        }
    }

    private static List<String> mailbox(String from) {
        Matcher mailbox = MAILBOX.matcher(from);
        return mailbox.matches() ? List.of(mailbox.group(1).strip(), mailbox.group(2).strip()) : List.of(from.strip());
    }

    private String html(JsonNode node) {
        return htmlText.apply(text(node));
    }

    private static String first(JsonNode... nodes) {
        return Stream.of(nodes).map(ExportLine::text).filter(text -> !text.isEmpty()).findFirst().orElse("");
    }

    private static String text(JsonNode node) {
        return Optional.of(node).filter(JsonNode::isValueNode).filter(value -> !value.isNull()).map(JsonNode::asString)
                .orElse("");
    }
}
