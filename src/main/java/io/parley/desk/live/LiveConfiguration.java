package io.parley.desk.live;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;

@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class LiveConfiguration {

    /**
     * The socket is below the desk's own address, since that is where its cookie goes. The handshake checks the origin
     * itself, since it knows the installation's own under any name.
     */
    @Bean
    WebSocketConfigurer deskSocket(DeskSocketHandler handler, DeskHandshake handshake) {
        return registry -> registry.addHandler(handler, "/desk/ws").addInterceptors(handshake)
                .setAllowedOriginPatterns("*");
    }
}
