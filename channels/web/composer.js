/** The field where a message is written: grows, counts, keeps the draft. */

import { read, write } from './store.js';
import { label, text } from './texts.js';

/** Longest message, in UTF-16 units, as the server counts them. */
export const LIMIT = 8000;
const COUNTED_FROM = 7000;

export class Composer {
  #form;
  #field;
  #send;
  #counter;

  /** @param submit called with the text of each message that may be sent */
  constructor(form, submit) {
    this.#form = form;
    this.#field = form.querySelector('textarea');
    this.#send = form.querySelector('[type=submit]');
    this.#counter = form.querySelector('.counter');
    this.#field.value = read('draft') ?? '';
    this.#field.addEventListener('input', () => this.#changed());
    this.#field.addEventListener('keydown', (event) => this.#key(event));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit(submit);
    });
    this.#changed();
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  /** Puts a text back for editing, before what is already there. */
  restore(words) {
    const there = this.#field.value;
    this.#field.value = there ? `${words}\n${there}` : words;
    this.#changed();
    this.focus();
  }

  #key(event) {
    const sends = event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
    if (sends) {
      event.preventDefault();
      this.#form.requestSubmit();
    }
  }

  #submit(submit) {
    const words = this.#field.value.trim();
    if (!words || words.length > LIMIT) {
      this.focus();
      return;
    }
    this.#field.value = '';
    this.#changed();
    submit(words);
    this.focus();
  }

  #changed() {
    const value = this.#field.value;
    write('draft', value || null);
    this.#grow();
    const count = value.trim().length;
    const over = count > LIMIT;
    this.#send.disabled = count === 0 || over;
    this.#field.setAttribute('aria-invalid', over);
    this.#form.classList.toggle('over', over);
    this.#count(count, over);
  }

  #count(count, over) {
    const numbers = { count: show(count), limit: show(LIMIT), over: show(count - LIMIT) };
    const words = over ? text('tooLong', numbers) : count > COUNTED_FROM ? text('characters', numbers) : '';
    if (this.#counter.textContent !== words) {
      this.#counter.textContent = words;
    }
    label(this.#send, text('send'));
  }

  #grow() {
    this.#field.style.height = 'auto';
    this.#field.style.height = `${this.#field.scrollHeight}px`;
  }
}

function show(number) {
  return new Intl.NumberFormat(document.documentElement.lang).format(number);
}
