package io.parley.channel.email.mailbox;

/** Where a mail lies: UIDs are unique as long as the folder's {@code uidValidity} stays (RFC 9051, section 2.3.1). */
public record Place(String mailbox, String folder, long uidValidity, long uid) {}
