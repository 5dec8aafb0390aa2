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

/** A menu that would stand out of the page opens to the other side. */
document.addEventListener("toggle", event => {
  if (event.target.matches("details.menu[open]")) {
    event.target.classList.remove("end");
    const sheet = event.target.querySelector("form, .choices").getBoundingClientRect();
    event.target.classList.toggle("end", sheet.right > document.documentElement.clientWidth || sheet.left < 0);
  }
}, true);

/** Marks the place in which a page is. */
[...document.querySelectorAll(".places a")]
  .filter(place => place.pathname === "/desk"
    ? /^\/desk(\/t\/.*)?$/.test(location.pathname)
    : `${location.pathname}/`.startsWith(`${place.pathname}/`))
  .sort((one, other) => other.pathname.length - one.pathname.length)
  .slice(0, 1).forEach(place => {
    place.setAttribute("aria-current", "page");
    for (const row of [place.closest(".rail"), place.closest(".places")]) {
      row?.scrollBy(place.getBoundingClientRect().left - row.getBoundingClientRect().left - 48, 0);
    }
  });

/** Ctrl+Enter sends what is written, as the button does that is to be seen. */
const text = document.querySelector("#text");
text?.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.shiftKey) {
    event.preventDefault();
    [...text.form.querySelectorAll("button.solid")].find(button => button.offsetParent)?.click();
  }
});

/** The time after which somebody who steps through suggestions is taken to look at one. */
const LOOKS = 1000;

/** What a suggestion would change is tried for those who look at it. */
async function tryEffect(effect) {
  const button = effect.querySelector("#try");
  const answer = await fetch(button.formAction, {
    method: "POST", body: new URLSearchParams(new FormData(button.form)), redirect: "error",
  });
  const tried = answer.ok
    && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#effect");
  if (tried && effect.isConnected && !effect.contains(document.activeElement)) {
    effect.replaceWith(document.adoptNode(tried));
  }
}
const untried = document.querySelector("#effect[data-load=true]");
if (untried) {
  setTimeout(() => tryEffect(untried).catch(() => {}), LOOKS);
}

/** What was done is said once more when the page is there: only what changes is read out. */
const done = document.querySelector(".banner.good");
const announced = document.querySelector("#announced");
if (done && announced) {
  setTimeout(() => {
    announced.textContent = done.textContent;
  }, 300);
}
