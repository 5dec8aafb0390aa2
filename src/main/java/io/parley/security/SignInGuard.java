package io.parley.security;

/** What both doors, that for programs and that for browsers, share: a password is guessed through neither more often. */
record SignInGuard(KnownDevices devices, LoginRateLimiter limiter) {}
