/* The desk's pages work without this file; it makes them handier. */

const language = document.documentElement.lang || "en";

/** Times in the agent's own time zone. */
function local(part) {
  for (const time of part.querySelectorAll("time[data-local]")) {
    const at = new Date(time.dateTime);
    const today = at.toDateString() === new Date().toDateString();
    time.textContent = at.toLocaleString(language, today
      ? { hour: "2-digit", minute: "2-digit" }
      : { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
    time.title = at.toLocaleString(language);
  }
}
local(document);
document.addEventListener("desk:swapped", event => local(event.detail));

/** Ctrl+Enter sends what is written, as the button does that is to be seen. */
const text = document.querySelector("#text");
text?.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.shiftKey) {
    event.preventDefault();
    [...text.form.querySelectorAll("button.solid")].find(button => button.offsetParent)?.click();
  }
});

/** The newest message is in sight. */
const log = document.querySelector(".log");
if (log) {
  log.scrollTop = log.scrollHeight;
}
