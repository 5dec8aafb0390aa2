package io.parley.desk;

import io.parley.security.Accounts;
import io.parley.security.AgentAccount;
import io.parley.security.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form of an agent's account, as it was sent. */
record AgentForm(@Nullable String login, @Nullable String name, @Nullable String role, @Nullable String email,
        @Nullable String capacity, @Nullable String password) {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_EMAIL = 254;
    private static final String USUAL_CAPACITY = "5";
    private static final Pattern A_LOGIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}");
    private static final Pattern AN_EMAIL = Pattern.compile("[^\\s@<>\"]+@[^\\s@<>\"]+\\.[^\\s@<>\"]+");
    private static final Pattern A_CAPACITY = Pattern.compile("[1-9]\\d{0,2}");
    /** Controls, and marks that turn what follows; the joiners within words and signs stay. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\u200c\\u200d]]+");
    private static final Pattern A_NAME = Pattern.compile(".*[^\\s\\u200c\\u200d].*");

    AgentForm {
        login = stripped(login);
        name = cleaned(name);
        email = stripped(email);
        capacity = stripped(capacity);
    }

    static AgentForm empty() {
        return new AgentForm("", "", Role.AGENT.word(), "", USUAL_CAPACITY, "");
    }

    static AgentForm of(AgentAccount account) {
        return new AgentForm(account.agent().login(), account.agent().name(), account.agent().role().word(),
                account.email(), Integer.toString(account.capacity()), "");
    }

    private static String stripped(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    /** A name without what nobody sees. */
    static String cleaned(@Nullable String name) {
        return UNSEEN.matcher(stripped(name)).replaceAll("").strip();
    }

    static boolean isName(@Nullable String name) {
        return name != null && A_NAME.matcher(name).matches() && name.length() <= LONGEST_NAME;
    }

    /** The faults of the details: by field, the key of a text. */
    Map<String, String> wrongDetails() {
        Map<String, String> wrong = new LinkedHashMap<>();
        if (!isName(name)) {
            wrong.put("name", "wrong-name");
        }
        if (Role.named(role).isEmpty()) {
            wrong.put("role", "wrong-role");
        }
        String mail = Objects.requireNonNullElse(email, "");
        if (!mail.isEmpty() && (mail.length() > LONGEST_EMAIL || !AN_EMAIL.matcher(mail).matches())) {
            wrong.put("email", "wrong-email");
        }
        if (!A_CAPACITY.matcher(Objects.requireNonNullElse(capacity, "")).matches()) {
            wrong.put("capacity", "wrong-capacity");
        }
        return wrong;
    }

    /**
     * The same, of a new account.
     *
     * @param passwordNeeded whether nobody signs in but with a password
     */
    Map<String, String> wrong(boolean passwordNeeded) {
        Map<String, String> wrong = wrongDetails();
        if (!A_LOGIN.matcher(Objects.requireNonNullElse(login, "")).matches()) {
            wrong.put("login", "wrong-login");
        }
        if ((passwordNeeded || hasPassword()) && !Accounts.isPassword(password)) {
            wrong.put("password", "wrong-password");
        }
        return wrong;
    }

    boolean hasPassword() {
        return password != null && !password.isEmpty();
    }

    /** The account's details, where nothing is wrong with them. */
    Accounts.Details details() {
        return new Accounts.Details(Objects.requireNonNullElse(name, ""), Role.named(role).orElse(Role.AGENT),
                email == null || email.isEmpty() ? null : email,
                Integer.parseInt(Objects.requireNonNullElse(capacity, USUAL_CAPACITY)));
    }
}
