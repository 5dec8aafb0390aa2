package io.parley.channel.email.message;

import io.parley.channel.text.YamlTexts;
import java.net.IDN;
import java.util.Locale;
import java.util.Set;
import okhttp3.HttpUrl;

/** Domains of mail addresses. */
public final class Domains {
    private static final Set<String> SHARED = Set.copyOf(YamlTexts.of("email/senders.yaml").list("shared-domains"));

    /** RFC 1035, section 2.3.4. */
    private static final int LONGEST = 255;

    private Domains() {}

    /** The domain of an address, or a domain alone, in lower case and ASCII; empty where there is none. */
    public static String of(String address) {
        String domain = address.substring(address.lastIndexOf('@') + 1).strip().replaceFirst("\\.$", "");
        if (domain.length() > LONGEST) {
            return "";
        }
        try {
            return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return domain.toLowerCase(Locale.ROOT);
        }
    }

    /** Whether two domains are the same, or one lies below the other. */
    public static boolean areAligned(String one, String other) {
        return one.equals(other) || isBelow(one, other) || isBelow(other, one);
    }

    /** Nobody's mail is signed by a domain of one label, such as {@code com}. */
    private static boolean isBelow(String lower, String upper) {
        return upper.contains(".") && lower.endsWith("." + upper);
    }

    /** Whether each address of a domain is another person's, as at the large mail services. */
    public static boolean isShared(String domain) {
        return SHARED.contains(domain);
    }

    /**
     * The name under which somebody who writes from an address is counted: the registered part of its domain, since one
     * person can have as many mailboxes there as they like, and at the large mail services the mailbox without its tag.
     */
    public static String voter(String address) {
        String domain = of(address);
        return isShared(domain)
                ? address.strip().toLowerCase(Locale.ROOT).replaceFirst("[+][^@]*@", "@")
                : registered(domain);
    }

    /**
     * The part of a domain that somebody registered, by the list of public suffixes; the domain itself where the list has
     * nothing about it.
     *
     * @see <a href="https://publicsuffix.org">Public Suffix List</a>
     */
    public static String registered(String domain) {
        try {
            String owned = new HttpUrl.Builder().scheme("https").host(domain).build().topPrivateDomain();
            return owned == null ? domain : owned;
        } catch (IllegalArgumentException e) {
            return domain;
        }
    }
}
