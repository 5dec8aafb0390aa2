/** The chat: binds the connection, the unsent frames, the transcript and the composer. README.md describes the frames. */

import { history, reset } from './api.js';
import { Composer } from './composer.js';
import { Connection } from './connection.js';
import { freshId, read, write } from './store.js';
import { fill, loadTexts, starterQuestions, text } from './texts.js';
import { Transcript } from './transcript.js';
import { forget, keep, pending } from './unsent.js';
import { fitWindow, host } from './host.js';

const TYPING_FOR_MS = 30_000;
const ACKNOWLEDGED_WITHIN_MS = 15_000;

const $ = (id) => document.getElementById(id);
const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('parley') : null;

let session = read('session');
let lastSeq = read('seq') ?? 0;
let typingUntil = 0;
let pausedUntil = 0;
let greeting = null;
let bannerEnds = 0;
let bannerBegins = 0;
let starters = [];
let connected = 'connecting';
/** Who writes: the bot, the name of a person, or the bot again after one. */
let speaker = { person: null, was: false };
const sentAt = new Map();

await loadTexts();
fill(document);
fitWindow();

const transcript = new Transcript($('log'), $('scroller'), $('newer'), $('message'), {
  choose: (messageId, choice) => say(choice.question, { type: 'choice', messageId, id: choice.id }),
  vote: (messageId, vote) => post({ type: 'vote', messageId, vote }),
  edit: (clientMessageId, words) => {
    forget(clientMessageId);
    composer.restore(words);
  },
  person: askForPerson,
});
const composer = new Composer($('composer'), (words) => say(words));
const connection = new Connection(address, { frame: receive, up: () => presence('online'), down });
const parent = host({ opened: () => composer.focus() });

$('person').addEventListener('click', askForPerson);
$('reset').addEventListener('click', () => $('confirm').showModal());
$('confirm').addEventListener('close', () => $('confirm').returnValue === 'yes' && startOver());
$('close').addEventListener('click', () => parent.close());
tabs?.addEventListener('message', ({ data }) => otherTab(data));
showStarters();
starterQuestions().then((questions) => {
  starters = questions;
  showStarters();
});
setInterval(tick, 1000);
presence('connecting');
read('name') && named(read('name'));
await showHistory();
connection.open();
if (!parent.embedded && matchMedia('(pointer: fine)').matches) {
  composer.focus();
}

function address() {
  const url = new URL('ws/chat', document.baseURI);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  if (session) {
    url.searchParams.set('after', lastSeq);
  }
  return [url.href, session ? ['parley', `parley.session.${session}`] : ['parley']];
}

// Actions of the visitor

/** Says something: shows it at once, keeps it, and sends it as a message, or as the choice that it stands for. */
function say(words, frame = { type: 'message', text: words }) {
  const clientMessageId = freshId();
  const at = new Date().toISOString();
  transcript.said({ clientMessageId, text: words, at });
  tabs?.postMessage({ said: { clientMessageId, text: words, at } });
  showStarters();
  post({ ...frame, clientMessageId }, words);
}

function post(frame, shown) {
  const whole = { clientMessageId: freshId(), ...frame };
  if (frame.type === 'vote') {
    forgetVotes(frame.messageId);
  }
  keep({ ...whole, shown });
  transmit(whole);
}

function forgetVotes(messageId) {
  pending().map((entry) => entry.frame)
    .filter((frame) => frame.type === 'vote' && frame.messageId === messageId)
    .forEach((frame) => forget(frame.clientMessageId));
}

function transmit({ shown, ...frame }) {
  const sent = Date.now() >= pausedUntil && connection.send(frame);
  if (sent) {
    sentAt.set(frame.clientMessageId, Date.now());
  }
  transcript.state(frame.clientMessageId, sent ? 'sending' : 'waiting');
}

function askForPerson() {
  say(text('personMessage'), { type: 'human', text: text('personMessage') });
}

async function startOver() {
  if (await reset(session)) {
    clear();
    tabs?.postMessage({ cleared: true });
  } else {
    banner(text('resetFailed'), 6000);
  }
}

function clear() {
  pending().forEach((entry) => forget(entry.frame.clientMessageId));
  transcript.clear();
  speaks(null);
  typing(false);
  greeting && transcript.heard(greeting);
  showStarters();
  composer.focus();
}

function otherTab({ said, cleared }) {
  if (said) {
    transcript.said(said);
    showStarters();
  }
  if (cleared) {
    clear();
  }
}

// Frames from the server

function receive(frame) {
  const handlers = { init, typing: () => typing(true), message, removed, ack, error };
  Object.hasOwn(handlers, frame.type) && handlers[frame.type](frame);
}

function init({ sessionId, supporterName }) {
  if (session && session !== sessionId) {
    lastSeq = 0;
    transcript.clear();
  }
  session = sessionId;
  write('session', session);
  write('seq', lastSeq);
  named(supporterName);
  banner('');
  queueMicrotask(sendPending);
}

/** Sends pending frames again; the server recognises those that it already has. */
function sendPending() {
  for (const { frame, at } of pending()) {
    if (frame.shown) {
      transcript.said({ clientMessageId: frame.clientMessageId, text: frame.shown, at });
    }
    transmit(frame);
  }
  showStarters();
}

function message(frame) {
  if (frame.author === 'you') {
    transcript.said(frame);
  } else {
    typing(false);
    transcript.heard(frame);
    listen(frame);
    frame.greeting ? (greeting = frame) : parent.unread();
  }
  if (frame.seq > lastSeq) {
    lastSeq = frame.seq;
    write('seq', lastSeq);
  }
  showStarters();
}

function removed({ messageId }) {
  transcript.remove(messageId);
  showStarters();
}

function ack({ clientMessageId }) {
  sentAt.delete(clientMessageId);
  forget(clientMessageId);
  transcript.state(clientMessageId, 'sent');
}

/**
 * A refusal with a waiting time is tried again by itself; any other is shown at the message. The server's own reason is for
 * those who write a client; visitors read the site's words.
 */
function error({ code, clientMessageId, retryAfter }) {
  sentAt.delete(clientMessageId);
  if (retryAfter > 0) {
    pausedUntil = Date.now() + retryAfter * 1000;
    banner(text(code === 'outage' ? 'outage' : 'slowDown', { seconds: Math.ceil(retryAfter) }), retryAfter * 1000);
    setTimeout(sendPending, retryAfter * 1000 + 50);
    transcript.state(clientMessageId, 'waiting');
  } else if (clientMessageId && forget(clientMessageId) && transcript.has(clientMessageId)) {
    transcript.state(clientMessageId, 'failed', text('refused'));
  } else {
    banner(text('refused'), 8000);
  }
}

function down() {
  presence('offline');
  typing(false);
  sentAt.clear();
  pending().forEach(({ frame }) => transcript.state(frame.clientMessageId, 'waiting'));
}

/** Once a second: ends a typing sign that nothing followed, and sends again what was never acknowledged. */
function tick() {
  if (typingUntil && Date.now() > typingUntil) {
    typing(false);
  }
  const late = [...sentAt.values()].some((at) => Date.now() - at > ACKNOWLEDGED_WITHIN_MS);
  if (late) {
    sentAt.clear();
    connection.restart();
  }
}

// Parts of the page around the conversation

async function showHistory() {
  const turns = session ? await history(session) : [];
  transcript.quietly(() => turns.forEach((turn) => (turn.author === 'you' ? transcript.said(turn) : transcript.heard(turn))));
  turns.forEach(listen);
  showStarters();
}

function named(name) {
  write('name', name);
  transcript.name = name;
  head();
}

/** The head names who writes now. What is only shown anew says nothing of that. */
function listen(frame) {
  if (frame.author !== 'you' && !frame.greeting && !frame.updated) {
    const isPerson = frame.author === 'person' || frame.source === 'person';
    speaks(isPerson ? frame.name || text('aPerson') : null, isPerson || speaker.was);
  }
}

function speaks(person, was = false) {
  speaker = { person, was };
  head();
}

function head() {
  const name = speaker.person || read('name') || text('team') || $('name').textContent;
  $('name').textContent = name;
  document.querySelectorAll('#avatar, .hero .avatar, .typing .avatar')
    .forEach((avatar) => (avatar.textContent = name.slice(0, 1).toUpperCase()));
  const here = speaker.person ? 'personHere' : speaker.was ? 'botHere' : 'online';
  const words = text(connected === 'online' ? here : connected);
  if ($('presence-text').textContent !== words) {
    $('presence-text').textContent = words;
  }
}

function banner(words, forMs = 0) {
  clearTimeout(bannerEnds);
  $('banner').textContent = words;
  $('banner').hidden = !words;
  bannerEnds = forMs ? setTimeout(() => banner(''), forMs) : 0;
}

function presence(state) {
  $('presence').dataset.state = state;
  connected = state;
  head();
  clearTimeout(bannerBegins);
  bannerBegins = state === 'offline' ? setTimeout(() => banner(text('offlineBanner')), 3000) : 0;
}

function typing(on) {
  typingUntil = on ? Date.now() + TYPING_FOR_MS : 0;
  if ($('typing').hidden === on) {
    $('typing').hidden = !on;
    $('typing-text').textContent = on ? text('typing', { name: $('name').textContent }) : '';
    on && transcript.toEnd();
  }
}

function showStarters() {
  const list = $('starters');
  list.hidden = !transcript.empty;
  $('hero').hidden = !transcript.empty;
  if (!list.hidden && !list.children.length) {
    list.append(...starters.map(starter));
  }
}

function starter(words) {
  const item = document.createElement('li');
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = words;
  button.addEventListener('click', () => say(words));
  item.append(button);
  return item;
}
