package io.parley.channel.web.access;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings that the chat shares with the rest of the installation.
 *
 * @param supporterNames names under which the bot greets; a session draws one and keeps it
 * @param publicUrl how the world reaches it: {@code https://chat.example.com}; webhooks, links in mails and the desk need it
 */
@ConfigurationProperties("parley")
public record SiteSettings(@DefaultValue( {
        "Robin", "Noor", "Milo", "Ines"}) List<String> supporterNames,
        @Nullable URI publicUrl){

    public SiteSettings {
        supporterNames = supporterNames.stream().map(String::strip).filter(name -> !name.isEmpty()).toList();
        if (supporterNames.isEmpty()) {
            throw new IllegalArgumentException("PARLEY_SUPPORTER_NAMES needs at least one name, or none at all");
        }
    }
}
