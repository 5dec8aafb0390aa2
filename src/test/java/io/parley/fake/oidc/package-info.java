/** An OpenID Connect provider for tests, as OpenID Connect Core 1.0 and Discovery 1.0 describe one. */
@NullMarked
package io.parley.fake.oidc;

import org.jspecify.annotations.NullMarked;
