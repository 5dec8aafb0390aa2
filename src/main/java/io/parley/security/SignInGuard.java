package io.parley.security;

/** The part that both doors share, that for programs and that for browsers: a password is guessed through neither more often. */
record SignInGuard(KnownDevices devices, LoginRateLimiter limiter) {}
