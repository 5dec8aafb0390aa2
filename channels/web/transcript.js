/** The conversation as it is shown: bubbles, choices, links, votes. Draws what it is told and reports presses. */

import { link, putText, safeUrl } from './links.js';
import { label, text } from './texts.js';

const NEAR_END_PX = 140;

export class Transcript {
  #log;
  #scroller;
  #newer;
  #template;
  #on;
  #byMessage = new Map();
  #byClient = new Map();
  #name = '';
  #quiet = false;
  #followed = true;

  /** @param on `choose(messageId, choice)`, `vote(messageId, vote)`, `edit(clientMessageId, text)`, `person()` */
  constructor(log, scroller, newer, template, on) {
    this.#log = log;
    this.#scroller = scroller;
    this.#newer = newer;
    this.#template = template;
    this.#on = on;
    newer.addEventListener('click', () => this.toEnd());
    scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.#followed && this.toEnd('instant')).observe(scroller);
  }

  set name(name) {
    this.#name = name;
  }

  get empty() {
    return !this.#log.querySelector('.message:not([data-greeting])');
  }

  clear() {
    this.#log.replaceChildren();
    this.#byMessage.clear();
    this.#byClient.clear();
    this.#newer.hidden = true;
  }

  /** Draws without announcing or moving, as when an earlier conversation is loaded. */
  quietly(draw) {
    this.#log.setAttribute('aria-live', 'off');
    this.#quiet = true;
    draw();
    this.#quiet = false;
    this.#log.querySelectorAll('.message:has(~ .message) .choice').forEach((choice) => (choice.disabled = true));
    this.toEnd('instant');
    setTimeout(() => this.#log.setAttribute('aria-live', 'polite'), 500);
  }

  /** Shows what the visitor said, once per clientMessageId. */
  said({ clientMessageId, text: words, at }) {
    if (this.#byClient.has(clientMessageId)) {
      return;
    }
    const element = this.#bubble('you', at);
    putText(element.querySelector('.bubble'), words);
    element.querySelector('.author').textContent = text('youSaid');
    element.querySelector('.votes').remove();
    this.#byClient.set(clientMessageId, { element, words });
    this.#append(element, true);
  }

  has(clientMessageId) {
    return this.#byClient.has(clientMessageId);
  }

  /** Shows how far a message has come: sending, waiting, sent or failed (with the reason). */
  state(clientMessageId, state, reason = '') {
    const mine = this.#byClient.get(clientMessageId);
    if (!mine) {
      return;
    }
    mine.element.dataset.state = state;
    const place = mine.element.querySelector('.state');
    place.textContent = reason ? `${text('failed')}: ${reason}` : text(state);
    if (state === 'failed') {
      place.append(' ', button(text('edit'), 'again', () => this.#again(clientMessageId, mine)));
    }
  }

  /** Shows what the bot or a person said, once per messageId; an update takes the place of what it replaces. */
  heard(frame) {
    const former = frame.updated && this.#byMessage.get(frame.replaces ?? frame.messageId);
    if (!former && this.#byMessage.has(frame.messageId)) {
      return;
    }
    const author = frame.author === 'person' || frame.source === 'person' ? 'person' : 'bot';
    const element = this.#bubble(author, frame.at);
    element.dataset.messageId = frame.messageId;
    this.#byMessage.set(frame.messageId, element);
    this.#draw(element, frame, author);
    if (former) {
      element.querySelector('.state').textContent = text('edited');
      former.replaceWith(element);
    } else {
      this.#place(element, frame);
    }
  }

  /** Takes away what the server took back. */
  remove(messageId) {
    this.#byMessage.get(messageId)?.remove();
    this.#byMessage.delete(messageId);
  }

  /** Sets the buttons back to what the server knows, as after a vote that it refused. */
  vote(messageId, vote) {
    this.#byMessage.get(messageId)?.querySelectorAll('.vote')
      .forEach((control) => control.setAttribute('aria-pressed', Number(control.dataset.vote) === vote));
    this.#afterVote(messageId, vote);
  }

  toEnd(behavior = 'smooth') {
    this.#scroller.scrollTo({ top: this.#scroller.scrollHeight, behavior });
    this.#newer.hidden = true;
  }

  #bubble(author, at) {
    const element = this.#template.content.firstElementChild.cloneNode(true);
    element.classList.add(author);
    const moment = at ? new Date(at) : new Date();
    const time = element.querySelector('time');
    time.dateTime = moment.toISOString();
    time.textContent = moment.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
    return element;
  }

  #draw(element, frame, author) {
    const name = frame.name || (author === 'person' ? text('aPerson') : this.#name);
    element.querySelector('.author').textContent = text(author === 'person' ? 'personSaid' : 'botSaid', { name });
    element.querySelector('.avatar').textContent = name.slice(0, 1).toUpperCase();
    putText(element.querySelector('.bubble'), String(frame.text ?? ''));
    element.querySelector('.source').textContent = text(`sources.${frame.source}`);
    this.#choices(element, frame);
    this.#citations(element, frame);
    this.#votes(element, frame);
  }

  #choices(element, { messageId, choices, personOffered }) {
    const list = element.querySelector('.choices');
    const buttons = (choices ?? []).map((choice) => button(choice.question, 'choice', (event) => {
      list.querySelectorAll('button').forEach((each) => (each.disabled = true));
      event.currentTarget.classList.add('chosen');
      this.#on.choose(messageId, choice);
    }));
    if (personOffered && buttons.length) {
      buttons.push(button(text('person'), 'choice offer', () => this.#on.person()));
    }
    label(list, text('choices'));
    fillList(list, buttons);
  }

  #citations(element, { citations }) {
    const list = element.querySelector('.citations');
    const safe = (citations ?? []).filter((citation) => safeUrl(citation.url));
    label(list, text('citations'));
    fillList(list, safe.map((citation) => link(citation.url, citation.title)));
  }

  #votes(element, frame) {
    const group = element.querySelector('.votes');
    if (!frame.verdictWanted) {
      group.remove();
      return;
    }
    group.hidden = false;
    label(group, text('votes'));
    for (const control of group.querySelectorAll('.vote')) {
      const vote = Number(control.dataset.vote);
      label(control, text(vote > 0 ? 'up' : 'down'));
      control.setAttribute('aria-pressed', frame.vote === vote);
      control.addEventListener('click', () => this.#press(frame.messageId, control, vote));
    }
  }

  #press(messageId, control, vote) {
    const now = control.getAttribute('aria-pressed') === 'true' ? 0 : vote;
    this.vote(messageId, now);
    this.#on.vote(messageId, now);
  }

  #afterVote(messageId, vote) {
    const after = this.#byMessage.get(messageId)?.querySelector('.after');
    if (after) {
      after.hidden = vote !== -1;
      after.replaceChildren(...(vote === -1 ? [text('afterDown'), ' ', button(text('person'), 'again', () => this.#on.person())] : []));
    }
  }

  #place(element, frame) {
    if (frame.greeting) {
      element.dataset.greeting = '';
      this.#log.prepend(element);
    } else {
      this.#append(element, false);
    }
  }

  #append(element, mine) {
    const follow = mine || this.#atEnd();
    this.#dayBefore(element);
    this.#log.append(element);
    if (this.#quiet) {
      return;
    }
    if (follow) {
      this.#reveal(element, mine);
    } else {
      this.#newer.hidden = false;
    }
  }

  /** A long answer is shown from its beginning, not from its end. */
  #reveal(element, mine) {
    const tall = element.offsetHeight > this.#scroller.clientHeight - 40;
    if (tall && !mine) {
      element.scrollIntoView({ block: 'start', behavior: 'smooth' });
    } else {
      this.toEnd();
    }
  }

  #dayBefore(element) {
    const day = new Date(element.querySelector('time').dateTime).toDateString();
    const last = [...this.#log.querySelectorAll('time')].at(-1);
    if (last && new Date(last.dateTime).toDateString() !== day) {
      const line = document.createElement('p');
      line.className = 'day';
      line.textContent = dayName(day);
      this.#log.append(line);
    }
  }

  #again(clientMessageId, mine) {
    mine.element.remove();
    this.#byClient.delete(clientMessageId);
    this.#on.edit(clientMessageId, mine.words);
  }

  #scrolled() {
    this.#followed = this.#atEnd();
    if (this.#followed) {
      this.#newer.hidden = true;
    }
  }

  #atEnd() {
    return this.#scroller.scrollHeight - this.#scroller.scrollTop - this.#scroller.clientHeight < NEAR_END_PX;
  }
}

function dayName(day) {
  const daysAgo = Math.round((new Date(new Date().toDateString()) - new Date(day)) / 86_400_000);
  return (daysAgo === 0 && text('today')) || (daysAgo === 1 && text('yesterday'))
    || new Date(day).toLocaleDateString(document.documentElement.lang, { weekday: 'long', day: 'numeric', month: 'long' });
}

function button(words, kind, press) {
  const control = document.createElement('button');
  control.type = 'button';
  control.className = kind;
  control.textContent = words;
  control.addEventListener('click', press);
  return control;
}

function fillList(list, entries) {
  list.hidden = entries.length === 0;
  list.replaceChildren(...entries.map((entry) => {
    const item = document.createElement('li');
    item.append(entry);
    return item;
  }));
}
