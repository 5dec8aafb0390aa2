package io.parley.privacy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What outlives the database.
 *
 * @param erasures the file in which it is kept who was erased, as pseudonyms, for backups that are restored. Default:
 *     {@code erasures.txt} in the data directory. It is best kept elsewhere than the database and its backups.
 */
@ConfigurationProperties("parley.privacy")
record PrivacySettings(@Nullable Path erasures) {}
