/** Frames that the server has not acknowledged. Each is kept under its own name, so that two tabs do not overwrite each other. */

import { names, read, write } from './store.js';

const BEGINNING = 'unsent.';
const KEPT_FOR_MS = 7 * 24 * 3600 * 1000;

/** Keeps a frame (which carries a clientMessageId) until it is acknowledged or given up. */
export function keep(frame) {
  write(BEGINNING + frame.clientMessageId, { frame, at: Date.now(), order: performance.now() });
}

/** Forgets a frame; true when it was kept. */
export function forget(clientMessageId) {
  const kept = read(BEGINNING + clientMessageId) !== null;
  write(BEGINNING + clientMessageId, null);
  return kept;
}

/** All kept frames, oldest first; those of last week are dropped. */
export function pending() {
  const entries = names(BEGINNING).map((name) => read(name)).filter((entry) => entry?.frame?.clientMessageId);
  entries.filter(stale).forEach((entry) => forget(entry.frame.clientMessageId));
  return entries.filter((entry) => !stale(entry)).sort((a, b) => a.at - b.at || a.order - b.order);
}

function stale(entry) {
  return Date.now() - entry.at > KEPT_FOR_MS;
}
