/** Searching while typing: the five nearest questions, each with its answer behind it. */

import { link, putText } from './links.js';
import { fill, loadTexts, text } from './texts.js';

const HITS = 5;
const PAUSE_MS = 70;
const LEAST_CHARACTERS = 2;
/** A screen reader is told once the typing stops. */
const SAY_AFTER_MS = 700;

const $ = (id) => document.getElementById(id);
const field = $('q');
const list = $('found');
/** The ids of open items; an item stays open even if it leaves the list and comes back. */
const open = new Set();

let asked = '';
let waiting = 0;
let saying = 0;
let running = null;

await loadTexts();
fill(document);
field.value = questionInAddress() ?? field.value;
field.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, PAUSE_MS);
});
$('form').addEventListener('submit', (event) => {
  event.preventDefault();
  search();
});
document.addEventListener('keydown', key);
addEventListener('popstate', () => {
  field.value = questionInAddress() ?? '';
  search();
});
if (matchMedia('(pointer: fine)').matches) {
  field.focus();
}
search();

async function search() {
  clearTimeout(waiting);
  const question = field.value.trim();
  if (question === asked) {
    return;
  }
  asked = question;
  running?.abort();
  remember(question);
  if (question.length < LEAST_CHARACTERS) {
    show([]);
    say('');
    return;
  }
  running = new AbortController();
  try {
    const hits = await hitsOf(question, running.signal);
    show(hits);
    say(text(hits.length === 0 ? 'search.nothing' : hits.length === 1 ? 'search.one' : 'search.several', { count: hits.length }));
  } catch (failure) {
    if (failure.name !== 'AbortError') {
      asked = '';
      say(text('search.failed'));
    }
  }
}

async function hitsOf(question, signal) {
  const response = await fetch(`api/search?k=${HITS}&q=${encodeURIComponent(question)}`, { signal });
  if (!response.ok) {
    throw new Error(`The search answered ${response.status}`);
  }
  return response.json();
}

/** The field's limit holds for what is typed only. */
function questionInAddress() {
  return new URLSearchParams(location.search).get('q')?.slice(0, field.maxLength);
}

/** The address keeps the question, so that it can be sent to somebody. */
function remember(question) {
  const url = new URL(location.href);
  question ? url.searchParams.set('q', question) : url.searchParams.delete('q');
  history.replaceState(null, '', url);
}

/** Shows the hits. An item that is already shown moves to its new position and stays open; an item that has the focus keeps it. */
function show(hits) {
  const shown = new Map([...list.children].map((item) => [item.dataset.id, item]));
  const focused = document.activeElement;
  const items = hits.map((hit) => shown.get(hit.id) ?? item(hit));
  items.forEach((one, place) => list.children[place] === one || list.insertBefore(one, list.children[place] ?? null));
  while (list.children.length > items.length) {
    list.lastChild.remove();
  }
  focused !== document.activeElement && (list.contains(focused) ? focused : field).focus();
}

function item(hit) {
  const made = $('hit').content.firstElementChild.cloneNode(true);
  made.dataset.id = hit.id;
  made.querySelector('.question').textContent = hit.question;
  const details = made.querySelector('details');
  details.open = open.has(hit.id);
  details.addEventListener('toggle', () => (details.open ? open.add(hit.id) : open.delete(hit.id)));
  putText(made.querySelector('.answer'), hit.answer ?? text('search.askPerson'));
  const unanswered = made.querySelector('.unanswered');
  unanswered.textContent = text('search.unanswered');
  unanswered.hidden = hit.answer !== null;
  hit.url && made.querySelector('.more').append(link(hit.url, text('search.more')));
  return made;
}

function say(words) {
  clearTimeout(saying);
  saying = setTimeout(() => ($('status').textContent = words), words && list.children.length ? SAY_AFTER_MS : 0);
}

/** Arrow keys go from the field through the questions and back, Escape goes back to the field, and there empties it. */
function key(event) {
  const summaries = [...list.querySelectorAll('summary')];
  const at = summaries.indexOf(document.activeElement);
  const inField = document.activeElement === field;
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || (at < 0 && !inField)) {
    return;
  }
  const moves = {
    ArrowDown: () => summaries[Math.min(at + 1, summaries.length - 1)]?.focus(),
    ArrowUp: () => (at > 0 ? summaries[at - 1] : field).focus(),
    Escape: () => (inField ? empty() : field.focus()),
    Enter: () => inField && openFirst(summaries),
  };
  if (Object.hasOwn(moves, event.key) && !(event.key === 'Enter' && !inField)) {
    event.preventDefault();
    moves[event.key]();
  }
}

function empty() {
  field.value = '';
  search();
}

async function openFirst(summaries) {
  field.value.trim() !== asked && (await search());
  const first = list.querySelector('summary') ?? summaries[0];
  if (first) {
    first.parentElement.open = true;
    first.focus();
  }
}
