package io.parley.channel.web;

import io.parley.channel.ChatSessions;
import io.parley.channel.web.access.ChatLimits;
import io.parley.channel.web.access.ChatOrigins;
import io.parley.channel.web.access.RequestGuard;
import io.parley.channel.web.access.SiteSettings;
import io.parley.channel.web.access.WebSettings;
import io.parley.security.ClientAddresses;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({WebSettings.class, SiteSettings.class})
class WebConfiguration {

    /** Beans that only a serving process has; commands have no socket to open. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication
    @EnableWebSocket
    static class Serving {

        /** The handshake checks the origin itself, since it knows the installation's own under any name. */
        @Bean
        WebSocketConfigurer chatSocket(ChatSocketHandler handler, ChatHandshake handshake,
                ChatLimits limits) {
            DefaultHandshakeHandler upgrade = new DefaultHandshakeHandler(new CountedPings(limits));
            upgrade.setSupportedProtocols(ChatHandshake.PROTOCOL);
            return registry -> registry.addHandler(handler, "/ws/chat")
                    .setHandshakeHandler(upgrade)
                    .addInterceptors(handshake)
                    .setAllowedOriginPatterns("*");
        }

        /** Keeps visitors' requests that are no messages within their limits. */
        @Bean
        WebMvcConfigurer requestGuard(ChatLimits limits, ClientAddresses visitors) {
            return new WebMvcConfigurer() {
                @Override
                public void addInterceptors(InterceptorRegistry registry) {
                    registry.addInterceptor(new RequestGuard(limits, visitors)).addPathPatterns(RequestGuard.PATHS);
                }
            };
        }

        /** Lets pages of the allowed sites call the chat's API. Comes before everything else, so that preflights pass. */
        @Bean
        FilterRegistrationBean<CorsFilter> chatCors(ChatOrigins origins) {
            CorsConfiguration cors = new CorsConfiguration();
            cors.setAllowedOrigins(origins.allowed());
            cors.setAllowedMethods(List.of("GET", "POST"));
            cors.setAllowedHeaders(List.of("Content-Type", ChatSessions.HEADER));
            cors.setExposedHeaders(List.of("Retry-After"));
            cors.setMaxAge(Duration.ofHours(1));
            FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(
                    new CorsFilter(request -> origins.isOwn(request.getHeader("Origin"), request.getHeader("Host"))
                            ? null
                            : cors));
            registration.addUrlPatterns("/api/chat/*", "/api/feedback");
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return registration;
        }
    }
}
