/* Keeps the parts of a page that are marked by data-live as they are at the server. A socket says when to look; the page then
   fetches itself, as its agent may, and puts in place what differs. No such part holds an agent's own text. Loaded first. */

const main = document.querySelector("main[data-follows]");
const follows = main?.dataset.follows;
const page = main?.dataset.page || location.pathname + location.search;
const badge = document.querySelector("#badge");
const EVERY = 20_000;
const EVERY_WITHOUT_SOCKET = 5_000;
const ASLEEP = 6_000;
const LONGEST_WAIT = 15_000;
/** However much happens, a page is not fetched more often than this. */
const BETWEEN = 500;

/** A part as the server sent it, without the tokens that differ each time. */
const plain = part => part.outerHTML.replace(/(name="_csrf" value=")[^"]*/g, "$1");
const shown = new Map([...document.querySelectorAll("[data-live]")].map(part => [part.id, plain(part)]));

let socket = null;
let lost = null;
let signedOut = false;
let tries = 0;
let retryAt = 0;
let fetchedAt = Date.now();
let tickedAt = Date.now();
let fetching = false;
let again = false;
let soon = 0;
let soonAt = 0;

function say() {
  if (signedOut) {
    badge.textContent = badge.dataset.out;
    badge.href = "/desk/login?to=" + encodeURIComponent(page.split("?")[0]);
  } else if (lost) {
    const time = lost.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    badge.textContent = badge.dataset.since.replace("{time}", time);
  } else {
    badge.textContent = badge.dataset.on;
  }
  badge.dataset.state = signedOut || lost ? "off" : "on";
  badge.hidden = false;
}

function connect() {
  if (socket || signedOut) {
    return;
  }
  const mine = new WebSocket((location.protocol === "https:" ? "wss://" : "ws://") + location.host + "/desk/ws");
  socket = mine;
  mine.onopen = () => {
    tries = 0;
    lost = null;
    say();
  };
  mine.onmessage = event => {
    const hint = JSON.parse(event.data);
    refreshIn(follows === "all" || hint.kind === "all" || String(hint.id) === follows ? 0 : 1_000);
  };
  mine.onclose = () => {
    if (socket === mine) {
      socket = null;
      lost ||= new Date();
      retryAt = Date.now() + Math.min(LONGEST_WAIT, 1_000 * 2 ** tries++) * (0.7 + 0.6 * Math.random());
      say();
    }
  };
}

/** A socket that was open while the machine slept may be dead without knowing it. */
function connectAnew() {
  const old = socket;
  socket = null;
  old?.close();
  connect();
  refresh();
}

function refreshIn(wait) {
  const at = Math.max(Date.now() + wait, fetchedAt + BETWEEN);
  if (!soon || at < soonAt) {
    clearTimeout(soon);
    soonAt = at;
    soon = setTimeout(refresh, at - Date.now());
  }
}

async function refresh() {
  clearTimeout(soon);
  soon = 0;
  if (fetching) {
    again = true;
    return;
  }
  fetching = true;
  fetchedAt = Date.now();
  try {
    const answer = await fetch(page, {
      headers: document.hidden ? { "Parley-Unseen": "1" } : {},
      signal: AbortSignal.timeout(15_000),
    });
    signedOut = answer.redirected && new URL(answer.url).pathname === "/desk/login";
    if (signedOut) {
      say();
    } else if (answer.ok) {
      swap(new DOMParser().parseFromString(await answer.text(), "text/html"));
    }
  } catch {
    if (!socket || socket.readyState !== WebSocket.OPEN) {
      lost ||= new Date();
      say();
    }
  } finally {
    fetching = false;
    if (again) {
      again = false;
      refreshIn(0);
    }
  }
}

function swap(fresh) {
  for (const part of document.querySelectorAll("[data-live]")) {
    const next = fresh.getElementById(part.id);
    if (next && shown.get(part.id) !== plain(next)) {
      shown.set(part.id, plain(next));
      replace(part, document.adoptNode(next));
    }
  }
  document.dispatchEvent(new Event("desk:looked"));
}

function replace(part, next) {
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const ticked = [...part.querySelectorAll("input[type=checkbox][id]")];
  const box = part.id === "log" ? part.closest(".said") : null;
  const fromTop = box ? box.scrollHeight + box.scrollTop : 0;
  const atEnd = box && box.scrollTop > -60;
  const lines = part.children.length;
  part.replaceWith(next);
  for (const other of ticked) {
    const same = document.getElementById(other.id);
    if (same) {
      same.checked = other.checked;
    }
  }
  document.dispatchEvent(new CustomEvent("desk:swapped", { detail: next }));
  if (box) {
    box.scrollTop = atEnd ? 0 : fromTop - box.scrollHeight;
    hintBelow(!atEnd && next.children.length > lines);
  }
  if (focused) {
    const same = focused.id
      ? document.getElementById(focused.id)
      : [...next.querySelectorAll("a[href]")].find(link => link.getAttribute("href") === focused.getAttribute("href"));
    same?.focus({ preventScroll: true });
  }
}

const below = document.querySelector("#more-said button");
function hintBelow(shows) {
  if (below && shows) {
    below.hidden = false;
  }
}
below?.addEventListener("click", () => {
  document.querySelector(".said").scrollTop = 0;
  below.hidden = true;
});

function tick() {
  const now = Date.now();
  const slept = now - tickedAt > ASLEEP;
  tickedAt = now;
  if (signedOut) {
    return;
  }
  if (slept) {
    connectAnew();
  } else if (!socket && now >= retryAt) {
    connect();
  }
  const open = socket?.readyState === WebSocket.OPEN;
  if (now - fetchedAt > (open ? EVERY : EVERY_WITHOUT_SOCKET)) {
    refresh();
  }
}

if (main && badge) {
  connect();
  setInterval(tick, 1_000);
  addEventListener("online", connectAnew);
  addEventListener("pageshow", event => event.persisted && connectAnew());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) {
      refresh();
      connect();
    }
  });
}
