/* The FAQ beside the composer: / at the beginning of a line searches it, and puts an answer where the cursor is. What the
   customer wrote since the page came is pointed at. */

const OFF = "parley-desk-keys-off";
const AFTER = 150;
const composer = document.querySelector("#composer");
const text = document.querySelector("#text");
const field = document.querySelector("#faq");
const list = document.querySelector("#faq-found");
const said = document.querySelector("#faq-said");
let found = [];
let active = -1;
let timer = 0;
let asked = 0;

/** Puts an answer where the cursor is, or in place of what is selected. */
function put(answer) {
  const [start, end] = [text.selectionStart, text.selectionEnd];
  text.setRangeText(answer, start, end, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
}

function close() {
  asked++;
  clearTimeout(timer);
  list.hidden = true;
  list.replaceChildren();
  found = [];
  active = -1;
  said.textContent = "";
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

function choose(index) {
  const one = found[index];
  if (one) {
    close();
    field.value = "";
    put(one.answer);
  }
}

function move(to) {
  active = found.length ? (to + found.length) % found.length : -1;
  [...list.children].forEach((option, n) => {
    option.setAttribute("aria-selected", String(n === active));
    if (n === active) {
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  });
}

function option(one, n) {
  const item = document.createElement("li");
  item.id = "faq-found-" + n;
  item.setAttribute("role", "option");
  const question = document.createElement("strong");
  question.textContent = one.question;
  const percent = document.createElement("small");
  percent.textContent = one.percent + " %";
  const answer = document.createElement("span");
  answer.textContent = one.answer;
  item.append(question, " ", percent, answer);
  item.addEventListener("mousedown", event => event.preventDefault());
  item.addEventListener("click", () => choose(n));
  return item;
}

function show(hits) {
  found = hits;
  list.replaceChildren(...hits.map(option));
  list.hidden = hits.length === 0;
  field.setAttribute("aria-expanded", String(hits.length > 0));
  field.removeAttribute("aria-activedescendant");
  said.textContent = hits.length === 0 ? list.dataset.nothing
    : (hits.length === 1 ? said.dataset.one : said.dataset.some).replace("{n}", String(hits.length));
  move(0);
}

async function search() {
  const words = field.value.trim();
  const mine = ++asked;
  if (!words) {
    close();
    return;
  }
  try {
    const answer = await fetch("/desk/faq/find?q=" + encodeURIComponent(words), { redirect: "error" });
    const hits = answer.ok ? await answer.json() : [];
    if (mine === asked) {
      show(hits);
    }
  } catch {
    close();
  }
}

function keys(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && found.length) {
    event.preventDefault();
    move(active + step);
  } else if (event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    if (found.length) {
      choose(active);
    } else {
      search();
    }
  } else if (event.key === "Escape") {
    event.preventDefault();
    asked++;
    close();
    field.value = "";
    text.focus();
  }
}

if (composer && text && field) {
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id,
    "aria-expanded": "false" })) {
    field.setAttribute(name, value);
  }
  document.querySelector("#look").hidden = true;
  field.addEventListener("keydown", keys);
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, AFTER);
  });
  field.addEventListener("blur", close);
  text.addEventListener("keydown", event => {
    const start = text.selectionStart;
    const atBeginning = start === 0 || text.value[start - 1] === "\n";
    if (event.key === "/" && atBeginning && !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing
        && localStorage.getItem(OFF) !== "1") {
      event.preventDefault();
      field.focus();
    }
  });
  document.addEventListener("click", event => {
    const button = event.target.closest?.("button.put");
    if (button) {
      event.preventDefault();
      document.getElementById("as-reply")?.click();
      put(button.dataset.answer);
    }
  });
}

/* Messages of the customer that came after the page. */

const bar = document.querySelector("#more-said button");
const seen = composer?.elements.seen;
const unseen = () => [...document.querySelectorAll("#log .message.customer[data-message]")]
  .filter(line => Number(line.dataset.message) > Number(seen.value));

function point() {
  const count = unseen().length;
  if (count) {
    bar.textContent = (count === 1 ? bar.dataset.one : bar.dataset.some).replace("{n}", String(count));
    bar.hidden = false;
  }
}

if (bar && seen) {
  document.addEventListener("desk:swapped", event => event.detail.id === "log" && point());
  bar.addEventListener("click", () => {
    seen.value = unseen().at(-1)?.dataset.message ?? seen.value;
    bar.textContent = bar.dataset.below;
  });
}

/* A colleague who answers or takes the ticket meanwhile is named where one writes, before anything is sent. */

const meanwhile = document.querySelector("#meanwhile");
const owner = () => document.querySelector("#stands")?.dataset.with;
const hadIt = owner();

function colleague() {
  const answers = [...document.querySelectorAll("#log .message.person[data-message]")]
    .filter(line => Number(line.dataset.message) > Number(composer.dataset.newest))
    .map(line => line.querySelector(".author span").textContent).filter(name => name !== composer.dataset.name);
  const who = owner() !== hadIt ? owner() : null;
  const words = answers.length ? meanwhile.dataset.replied.replace("{agent}", answers.at(-1))
    : who ? meanwhile.dataset.took.replace("{agent}", who) : "";
  if (meanwhile.textContent !== words) {
    meanwhile.textContent = words;
  }
}

if (composer && meanwhile) {
  document.addEventListener("desk:looked", colleague);
}

/* Whether the customer is asked how it was is said once, at the top; it holds for what is sent and resolves, too. */

const ask = () => document.querySelector("#ask");
document.querySelector("#send-resolve")?.addEventListener("click", event => {
  const address = new URL(event.target.formAction);
  address.searchParams.set("ask", String(ask()?.checked ?? false));
  event.target.formAction = address.href;
});
