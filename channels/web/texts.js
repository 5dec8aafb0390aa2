/** The words of the page, read from texts.json, so that a site can change them without touching code. */

let words = {};

/** Loads the words; the page keeps those of its HTML when they cannot be had. */
export async function loadTexts() {
  try {
    const response = await fetch('chat/texts.json');
    words = response.ok ? await response.json() : {};
  } catch {
    words = {};
  }
}

/** The text under a key ("sources.faq"), with {name} and the like filled in; empty when there is none. */
export function text(key, values = {}) {
  const found = key.split('.').reduce((level, part) => level?.[part], words);
  return typeof found === 'string' ? found.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all) : '';
}

/** The list of texts under a key. */
export function texts(key) {
  return Array.isArray(words[key]) ? words[key].filter((entry) => typeof entry === 'string') : [];
}

/** Questions to start with: the site's own, or else some of the FAQ in use; none when they cannot be had. */
export async function starterQuestions() {
  const own = texts('starters');
  if (own.length) {
    return own;
  }
  try {
    const response = await fetch('chat/starters.json');
    return response.ok ? await response.json() : [];
  } catch {
    return [];
  }
}

/** Writes the words into every element that names one. */
export function fill(root) {
  document.documentElement.lang = text('language') || 'en';
  document.documentElement.dir = text('direction') || 'ltr';
  const places = { text: 'textContent', placeholder: 'placeholder' };
  for (const [place, property] of Object.entries(places)) {
    for (const element of root.querySelectorAll(`[data-${place}]`)) {
      element[property] = text(element.dataset[place]) || element[property];
    }
  }
  for (const element of root.querySelectorAll('[data-label]')) {
    label(element, text(element.dataset.label));
  }
}

/** Names a control for screen readers and, where it shows no words, for the pointer. */
export function label(element, words) {
  element.setAttribute('aria-label', words);
  if (element.tagName === 'BUTTON') {
    element.title = words;
  }
}
