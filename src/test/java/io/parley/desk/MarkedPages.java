package io.parley.desk;

import java.util.Map;
import java.util.Set;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.thymeleaf.IEngineConfiguration;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.templateresolver.ITemplateResolver;
import org.thymeleaf.templateresource.ITemplateResource;
import org.thymeleaf.templateresource.StringTemplateResource;

/** The desk's pages with the marks of {@link ConditionalParts}. */
@TestConfiguration(proxyBeanMethods = false)
class MarkedPages {
    @Bean
    ConditionalParts conditionalParts() {
        return ConditionalParts.ofAllPages();
    }

    @Bean
    ITemplateResolver markedPages(ConditionalParts parts) {
        ClassLoaderTemplateResolver pages = new ClassLoaderTemplateResolver() {
            @Override
            protected ITemplateResource computeTemplateResource(IEngineConfiguration configuration, String owner,
                    String page, String name, String encoding, Map<String, Object> attributes) {
                return new StringTemplateResource(parts.marked(page));
            }
        };
        pages.setOrder(1);
        pages.setNonCacheablePatterns(Set.of("audit"));
        return pages;
    }
}
