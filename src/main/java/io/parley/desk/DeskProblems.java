package io.parley.desk;

import io.parley.desk.Desk.NoTicketException;
import io.parley.desk.Desk.NobodyException;
import io.parley.handover.ActRefusedException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.ModelAndView;

/** Shows agents a page where something went wrong. */
@Hidden
@Controller
@ControllerAdvice(basePackageClasses = DeskProblems.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class DeskProblems {
    private static final Logger log = LoggerFactory.getLogger(DeskProblems.class);

    private final Desk desk;
    private final DeskFiles files;

    DeskProblems(Desk desk, DeskFiles files) {
        this.desk = desk;
        this.files = files;
    }

    @ExceptionHandler(NoTicketException.class)
    ModelAndView missing(Locale browser) {
        return page(HttpStatus.NOT_FOUND, "missing", browser);
    }

    @ExceptionHandler(TypeMismatchException.class)
    ModelAndView missingPage(Locale browser) {
        return page(HttpStatus.NOT_FOUND, "missing-page", browser);
    }

    @ExceptionHandler(NoEntryException.class)
    ModelAndView missingEntry(Locale browser) {
        return page(HttpStatus.NOT_FOUND, "missing-entry", browser);
    }

    @ExceptionHandler(AgentPages.NoAgentException.class)
    ModelAndView missingAgent(Locale browser) {
        return page(HttpStatus.NOT_FOUND, "missing-agent", browser);
    }

    @ExceptionHandler(PeoplePages.NoPersonException.class)
    ModelAndView missingPerson(Locale browser) {
        return page(HttpStatus.NOT_FOUND, "missing-person", browser);
    }

    @ExceptionHandler(KeyPages.NoKeyException.class)
    ModelAndView missingKey(Locale browser) {
        return page(HttpStatus.NOT_FOUND, "missing-key", browser);
    }

    @ExceptionHandler({NobodyException.class, ActRefusedException.class})
    ModelAndView nobody(Locale browser) {
        return page(HttpStatus.FORBIDDEN, "refused", browser);
    }

    /** An address or a form that cannot be read. */
    @ExceptionHandler({InvalidParameterException.class, ServletRequestBindingException.class, BindException.class})
    ModelAndView unreadable(Locale browser) {
        return page(HttpStatus.BAD_REQUEST, "unreadable", browser);
    }

    /** The page for requests that no other page handled; reached by a forward only. */
    @RequestMapping("/desk/problem")
    ModelAndView withoutPage(Locale browser, HttpServletResponse response) {
        HttpStatus status = HttpStatus.valueOf(response.getStatus());
        return page(status, switch (status) {
            case FORBIDDEN -> "refused";
            case NOT_FOUND, METHOD_NOT_ALLOWED -> "missing-page";
            default -> status.is4xxClientError() ? "unreadable" : "failed";
        }, browser);
    }

    @ExceptionHandler
    ModelAndView fault(Exception fault, Locale browser, WebRequest request) {
        log.error("A page of the desk failed: {}", request.getDescription(false), fault);
        return page(HttpStatus.INTERNAL_SERVER_ERROR, "failed", browser);
    }

    private ModelAndView page(HttpStatus status, String key, Locale browser) {
        DeskTexts texts = desk.texts(browser);
        ModelAndView page = new ModelAndView("problem", status);
        page.addObject("t", texts);
        page.addObject("version", files.version());
        page.addObject("problem", texts.text("problems", key));
        return page;
    }
}
