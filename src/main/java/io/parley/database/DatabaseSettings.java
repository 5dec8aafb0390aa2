package io.parley.database;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where data is kept and what this process does with it.
 *
 * @param dataDir the data directory; by default {@code data} below the working directory, so that trying Parley needs no
 *        set-up
 * @param serving whether this process serves, and so may migrate the schema; a command does not
 */
@ConfigurationProperties("parley")
record DatabaseSettings(@DefaultValue("./data") Path dataDir, @DefaultValue("true") boolean serving) {}
