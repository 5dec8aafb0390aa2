/* Single keys, as the sheet that ? opens lists them. None acts in a field, or together with Ctrl, Alt or Meta. */

const OFF = "parley-desk-keys-off";
const LIST = "parley-desk-list";
const sheet = document.querySelector("#sheet");
const button = document.querySelector("#keys");
const ticket = document.querySelector("main.ticket[data-page]");
const text = document.querySelector("#text");
const entry = document.querySelector("#edit");
const places = { i: "/desk?tab=waiting", m: "/desk?tab=mine", w: "/desk?tab=replied", o: "/desk/overview" };
let isOff = localStorage.getItem(OFF) === "1";
let going = 0;

const inField = target => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
const links = () => [...document.querySelectorAll("td.question a, #list .entries a, tr[data-letter] button[data-row]")];
const row = () => document.activeElement?.closest?.("tr[data-ticket]");
const press = id => document.getElementById(id)?.click();

function showSheet() {
  document.querySelector("#keys-on").checked = !isOff;
  sheet.showModal();
}

function move(step) {
  const all = links();
  const at = all.indexOf(document.activeElement);
  all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step))]?.focus();
}

/** Opens the ticket beside this one on the list that was seen last. */
function beside(step) {
  const list = JSON.parse(sessionStorage.getItem(LIST) || "[]");
  const at = list.indexOf(ticket.dataset.page);
  const other = at < 0 ? list[0] : list[at + step];
  if (other) {
    location.assign(other);
  }
}

/** Chooses the ticket whose row has the focus, or leaves it out again. */
function choose() {
  row()?.querySelector("input.choose")?.click();
}

/** Does something about the chosen tickets, or else about the one whose row has the focus; where that is refused, its page says
    why. */
async function act(deed) {
  if (document.querySelector("input.choose:checked")) {
    press("many-" + deed);
    return;
  }
  const chosen = row();
  if (!chosen) {
    return;
  }
  const page = "/desk/t/" + chosen.dataset.ticket;
  const form = new URLSearchParams({
    _csrf: document.querySelector("input[name=_csrf]").value,
    revision: chosen.dataset.revision,
  });
  const answer = await fetch(page + "/" + deed, { method: "POST", body: form, redirect: "manual" });
  if (deed === "take" || answer.type !== "opaqueredirect") {
    location.assign(page);
  }
}

function write(kind) {
  document.getElementById("as-" + kind)?.click();
  text?.focus();
}

function snooze() {
  press("snooze");
  document.querySelector(".menu[open] button")?.focus();
}

/** Chooses the ticket that has the focus, if none is chosen, and asks until when. */
function snoozeMany() {
  if (!document.querySelector("input.choose:checked")) {
    choose();
  }
  if (document.querySelector("input.choose:checked")) {
    press("many-snooze");
    document.querySelector("#many .menu[open] button")?.focus();
  }
}

const inList = {
  p: () => document.activeElement?.closest?.("tr[data-letter]")?.querySelector("button[data-row]").click(),
  x: choose, s: snoozeMany, j: () => move(1), k: () => move(-1), a: () => act("take"), e: () => act("resolve"),
};
const inTicket = {
  a: () => press("take"), e: () => press("resolve"), b: () => press("hand-back"), s: () => snooze(), r: () => write("reply"),
  n: () => write("note"), "/": () => document.querySelector("#faq")?.focus(), "]": () => beside(1), "[": () => beside(-1), Escape: leave,
};
/** Closes a menu that is open; without one, goes back to the inbox. */
function leave() {
  const menu = document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else {
    location.assign("/desk");
  }
}
/** Takes back the last reply that has not gone yet. */
function undo() {
  const forms = [...document.querySelectorAll("#log .undo button")];
  (forms.at(-1) ?? document.querySelector("#held .undo button"))?.click();
}

const inFaq = { c: () => location.assign("/desk/faq/new"), y: () => document.querySelector("#ask")?.focus() };
const isFaq = location.pathname.startsWith("/desk/faq");
const everywhere = {
  z: undo,
  "?": showSheet,
  g: () => { going = Date.now() + 1_500; },
  "/": () => document.querySelector("#search") ? document.querySelector("#search").focus() : location.assign("/desk/search"),
};

function single(event) {
  if (isOff || event.ctrlKey || event.altKey || event.metaKey || sheet.open) {
    return;
  }
  const place = Date.now() < going && places[event.key];
  going = 0;
  const own = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  const deed = place ? () => location.assign(place)
    : own ? () => own.click()
    : ((isFaq && inFaq[event.key]) || (ticket ? inTicket : inList)[event.key]) ?? everywhere[event.key];
  if (deed && !event.repeat || event.key === "j" || event.key === "k") {
    event.preventDefault();
    deed?.();
  }
}

document.addEventListener("keydown", event => {
  if (event.defaultPrevented || event.isComposing) {
    return;
  }
  if (inField(event.target)) {
    if (event.key === "Escape") {
      event.target.blur();
    } else if (entry?.contains(event.target) && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      press(event.shiftKey && document.querySelector("#publish") ? "publish" : "save");
    } else if (event.target.form?.dataset.send && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      press(event.target.form.dataset.send);
    } else if (event.target === text && event.key === "Enter" && event.shiftKey && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      press("send-resolve");
    }
    return;
  }
  single(event);
});

if (sheet && button) {
  button.hidden = false;
  button.addEventListener("click", showSheet);
  document.querySelector("#keys-on").addEventListener("change", event => {
    isOff = !event.target.checked;
    localStorage.setItem(OFF, isOff ? "1" : "0");
  });
}
const remember = () => sessionStorage.setItem(LIST, JSON.stringify(links().map(link => link.getAttribute("href"))));
if (document.querySelector("#list") && !isFaq) {
  remember();
  document.addEventListener("desk:swapped", remember);
}
