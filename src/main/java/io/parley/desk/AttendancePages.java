package io.parley.desk;

import io.parley.waiting.Attendance;
import io.swagger.v3.oas.annotations.Hidden;
import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Lets agents say whether they are at the desk. */
@Hidden
@Controller
class AttendancePages {
    private final Desk desk;
    private final Attendance attendance;

    AttendancePages(Desk desk, Attendance attendance) {
        this.desk = desk;
        this.attendance = attendance;
    }

    @PostMapping("/desk/attendance")
    String set(@RequestParam(defaultValue = "false") boolean here, Principal account) {
        attendance.set(desk.agent(account).id(), here);
        return "redirect:/desk";
    }
}
