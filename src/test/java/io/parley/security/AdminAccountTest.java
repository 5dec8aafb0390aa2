package io.parley.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.database.DataDirectory;
import io.parley.security.AccessConfiguration.AdminAccount;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

class AdminAccountTest {
    private volatile CompletableFuture<Boolean> database = CompletableFuture.completedFuture(true);
    private final AtomicInteger asked = new AtomicInteger();

    @TempDir
    private Path data;

    @Test
    void isAsItWasLastWhileTheDatabaseIsAway() {
        AdminAccount account = account();
        assertThat(account.loadUserByUsername("Admin").getUsername()).isEqualTo("admin");

        database = CompletableFuture.failedFuture(new IllegalStateException("away"));
        assertThat(account.loadUserByUsername("admin").getUsername()).isEqualTo("admin");
        database = CompletableFuture.completedFuture(false);
        assertThatThrownBy(() -> account.loadUserByUsername("admin")).isInstanceOf(UsernameNotFoundException.class);
        database = CompletableFuture.failedFuture(new IllegalStateException("away"));
        assertThatThrownBy(() -> account.loadUserByUsername("admin")).isInstanceOf(UsernameNotFoundException.class);
    }

    @Test
    void asksADatabaseThatDoesNotAnswerOnce() {
        AdminAccount account = account();
        CompletableFuture<Boolean> frozen = new CompletableFuture<>();
        database = frozen;

        account.loadUserByUsername("admin");
        account.loadUserByUsername("admin");

        assertThat(asked).hasValue(1);
        frozen.complete(true);
    }

    @Test
    void isNobodyElse() {
        assertThatThrownBy(() -> account().loadUserByUsername("marta"))
                .isInstanceOf(UsernameNotFoundException.class);
    }

    private AdminAccount account() {
        return new AdminAccount(AdminPassword.of(new AdminSettings("a long password"), new DataDirectory(data)), () -> {
            asked.incrementAndGet();
            return database.join();
        });
    }
}
