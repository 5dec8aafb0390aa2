/** The data that the browser keeps between two visits. Falls back to memory where storage is refused (private windows, embedded pages). */

const PREFIX = 'parley.';
const memory = new Map();

function storage() {
  try {
    const probe = `${PREFIX}probe`;
    localStorage.setItem(probe, '1');
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    return null;
  }
}

const kept = storage();

/** The value kept under a name, or null; what does not parse counts as absent. */
export function read(name) {
  try {
    const text = kept ? kept.getItem(PREFIX + name) : memory.get(name);
    return text == null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** Keeps a value that JSON can hold; null forgets the name. */
export function write(name, value) {
  if (value == null) {
    memory.delete(name);
    kept?.removeItem(PREFIX + name);
    return;
  }
  const text = JSON.stringify(value);
  memory.set(name, text);
  try {
    kept?.setItem(PREFIX + name, text);
  } catch {
    // The quota is full: memory holds it for this visit.
  }
}

/** The names that begin with the given words, without order. */
export function names(beginning) {
  if (!kept) {
    return [...memory.keys()].filter((name) => name.startsWith(beginning));
  }
  return Object.keys(kept)
    .filter((key) => key.startsWith(PREFIX + beginning))
    .map((key) => key.slice(PREFIX.length));
}

/** A fresh random id; also where the page is not served over HTTPS and crypto.randomUUID is absent. */
export function freshId() {
  if (crypto.randomUUID) {
    return crypto.randomUUID();
  }
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
