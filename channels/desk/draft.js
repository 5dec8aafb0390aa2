/* What is written in the composer, or in the form of an entry of the FAQ, is kept on the server a second after the last key,
   and when the page goes. */

const LEFT = "parley-desk-left:";
const form = document.querySelector("form[data-keeps]");
const state = document.querySelector("#kept");
const AFTER = 1_000;
const AGAIN = 5_000;
/** The longest time for which a page leaves its text to the one that takes its place; then the server's draft is newer. */
const HANDED_OVER = 10_000;
/** The same for text that the server did not get, as it was away or the agent was signed out. */
const LOST = 3_600_000;
/** Signing out does not wait longer for a draft. */
const PATIENCE = 3_000;

/** A form that led to this page was refused, since its agent is signed out: it waits for them. */
if (location.pathname === "/desk/login") {
  for (const key of Object.keys(sessionStorage).filter(one => one.startsWith(LEFT))) {
    const other = JSON.parse(sessionStorage.getItem(key));
    if (Date.now() - other.at < HANDED_OVER) {
      sessionStorage.setItem(key, JSON.stringify({ ...other, isSent: false, isLost: true }));
    }
  }
}

if (form) {
  const names = form.dataset.keeps.split(" ");
  const left = LEFT + [form.dataset.agent, form.dataset.draft, form.elements.id?.value].join(":");
  const values = () => {
    const all = new FormData(form);
    return Object.fromEntries(["_csrf", "key", ...names].filter(name => all.has(name)).map(name => [name, all.get(name)]));
  };
  const texts = names.map(name => form.elements[name]).filter(field => field?.matches?.("textarea, input:not([type=hidden])"));
  const written = () => texts.some(field => field.value)
    ? JSON.stringify({ ...values(), _csrf: "", key: "", revision: "", began: "" }) : "";
  const sent = () => new URLSearchParams(values());
  let kept = written();
  let timer = 0;
  let isSent = false;
  let isLost = false;
  let handed = kept;

  /** A page that is loaded anew may be quicker than the draft that it sent when it went. */
  const takeOver = () => {
    const other = JSON.parse(sessionStorage.getItem(left) || "null");
    sessionStorage.removeItem(left);
    const refused = document.querySelector(".banner[role=alert]");
    const age = Date.now() - other?.at;
    const isWanted = other && !other.isSent && age < (other.isLost ? LOST : HANDED_OVER);
    if (!isWanted || refused || other.written === written()) {
      return;
    }
    for (const field of form.querySelectorAll("[name]")) {
      if (field.name !== "key" && !names.includes(field.name)) {
        continue;
      }
      if (field.type === "radio" || field.type === "checkbox") {
        field.checked = other.values[field.name] === field.value;
      } else {
        field.value = other.values[field.name] ?? "";
      }
    }
    later(0);
  };

  const keep = async () => {
    const now = written();
    if (now === kept) {
      return;
    }
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: sent(), redirect: "error" });
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      kept = now;
      isLost = false;
      state.textContent = now ? state.dataset.kept : "";
    } catch {
      isLost = true;
      state.textContent = state.dataset.lost;
      later(AGAIN);
    }
  };
  const later = ms => {
    clearTimeout(timer);
    timer = setTimeout(keep, ms);
  };
  const leave = () => {
    const now = written();
    if (now === kept && !isLost) {
      sessionStorage.removeItem(left);
      return;
    }
    sessionStorage.setItem(left, JSON.stringify({ values: { ...values(), _csrf: "" }, written: now, isSent, isLost,
      at: Date.now() }));
    if (now !== kept && now !== handed && navigator.sendBeacon(form.dataset.draft, sent())) {
      handed = now;
    }
  };

  form.addEventListener("input", () => {
    state.textContent = "";
    later(AFTER);
  });
  form.addEventListener("submit", () => {
    isSent = true;
  });
  /** A reply that is taken back is put before the text that stands here, which has to be at the server for that; and nothing
      can be kept of those who signed out. */
  document.addEventListener("submit", async event => {
    const other = event.target;
    const undoes = other.matches(".undo") && other.dataset.draft === form.dataset.draft;
    if (undoes || other.matches("[action$='/desk/logout']")) {
      event.preventDefault();
      clearTimeout(timer);
      await Promise.race([keep(), new Promise(resolve => setTimeout(resolve, PATIENCE))]);
      if (!undoes || written() === kept) {
        isSent = undoes;
        other.submit();
      }
    } else if (other.matches(".drop")) {
      isSent = true;
    }
  });
  takeOver();
  const text = document.querySelector("#text");
  text?.setSelectionRange(text.value.length, text.value.length);
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.hidden && leave());
}
