/* How many tickets wait stands in the page's title; for new ones, and for what one's own customers write, a sound is played once
   the agent has asked for it. */

const SOUND = "parley-desk-sound";
const SOUNDED = "parley-desk-sounded";
const title = document.title;
const button = document.querySelector("#sound");
let audio = null;
let seen = null;

function chime() {
  audio ??= new AudioContext();
  audio.resume();
  const start = audio.currentTime;
  for (const [tone, after] of [[659, 0], [880, 0.14]]) {
    const voice = audio.createOscillator();
    const volume = audio.createGain();
    voice.frequency.value = tone;
    volume.gain.setValueAtTime(0.12, start + after);
    volume.gain.exponentialRampToValueAtTime(0.001, start + after + 0.4);
    voice.connect(volume).connect(audio.destination);
    voice.start(start + after);
    voice.stop(start + after + 0.4);
  }
}

/** Of the tabs of one browser the first one that knows plays it. */
function isFirst(news) {
  const stamp = news.newest + "|" + news.wrote;
  if (localStorage.getItem(SOUNDED) === stamp) {
    return false;
  }
  localStorage.setItem(SOUNDED, stamp);
  return true;
}

function look() {
  const news = document.querySelector("#news")?.dataset;
  if (!news) {
    return;
  }
  document.title = (news.count === "0" ? "" : `(${Number(news.count) > 99 ? "99+" : news.count}) `) + title;
  const isNew = seen && (Number(news.newest) > Number(seen.newest) || (news.wrote ?? "") > (seen.wrote ?? ""));
  seen = { ...news };
  if (isNew && localStorage.getItem(SOUND) === "1" && isFirst(news)) {
    chime();
  }
}

function show() {
  const on = localStorage.getItem(SOUND) === "1";
  button.setAttribute("aria-pressed", String(on));
}

if (button) {
  button.hidden = false;
  show();
  button.addEventListener("click", () => {
    const on = localStorage.getItem(SOUND) !== "1";
    localStorage.setItem(SOUND, on ? "1" : "0");
    show();
    if (on) {
      chime();
    }
  });
}
look();
document.addEventListener("desk:looked", look);
