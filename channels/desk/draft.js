/* The composer's text is kept on the server a second after the last key, and when the page goes. */

const composer = document.querySelector("#composer");
const text = document.querySelector("#text");
const state = document.querySelector("#kept");
const LEFT = "parley-desk-left:" + composer?.dataset.draft;
const AFTER = 1_000;
const AGAIN = 5_000;
/** The longest time for which a page leaves its text to the one that takes its place; then the server's draft is newer. */
const HANDED_OVER = 10_000;

if (composer && text) {
  const values = () => {
    const form = new FormData(composer);
    return new URLSearchParams(["_csrf", "key", "as", "text"].map(name => [name, form.get(name) ?? ""]));
  };
  const written = () => text.value + (text.value && composer.elements.as.value);
  let kept = written();
  let timer = 0;
  let isSent = false;

  /** A page that is loaded anew may be quicker than the draft that it sent when it went. */
  const takeOver = () => {
    const left = JSON.parse(sessionStorage.getItem(LEFT) || "null");
    sessionStorage.removeItem(LEFT);
    const refused = document.querySelector(".banner[role=alert]");
    if (left && !refused && !left.isSent && Date.now() - left.at < HANDED_OVER && left.text !== text.value) {
      text.value = left.text;
      composer.elements.key.value = left.key;
      document.getElementById("as-" + left.as)?.click();
      later(0);
    }
  };

  const keep = async () => {
    const now = written();
    if (now === kept) {
      return;
    }
    try {
      const answer = await fetch(composer.dataset.draft, { method: "POST", body: values(), redirect: "error" });
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      kept = now;
      state.textContent = now ? state.dataset.kept : "";
    } catch {
      state.textContent = state.dataset.lost;
      later(AGAIN);
    }
  };
  const later = ms => {
    clearTimeout(timer);
    timer = setTimeout(keep, ms);
  };
  const leave = () => {
    sessionStorage.setItem(LEFT, JSON.stringify({ ...Object.fromEntries(values()), _csrf: "", isSent, at: Date.now() }));
    if (written() !== kept && navigator.sendBeacon(composer.dataset.draft, values())) {
      kept = written();
    }
  };

  composer.addEventListener("input", () => {
    state.textContent = "";
    later(AFTER);
  });
  composer.addEventListener("submit", () => {
    isSent = true;
  });
  /** A reply that is taken back is put before the text that stands here, which has to be at the server for that. */
  document.addEventListener("submit", async event => {
    const form = event.target;
    if (form.matches(".undo") && form.dataset.draft === composer.dataset.draft) {
      event.preventDefault();
      clearTimeout(timer);
      await keep();
      if (written() === kept) {
        isSent = true;
        form.submit();
      }
    }
  });
  takeOver();
  text.setSelectionRange(text.value.length, text.value.length);
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.hidden && leave());
}
