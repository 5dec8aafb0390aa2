/** Text and links without markup: everything becomes text nodes, and only http(s) addresses become links. */

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`]+/gi;
const TRAILING = /[.,;:!?…'"»”’*_]+$/;

/** The address when it is one that may be opened, else null. */
export function safeUrl(address) {
  try {
    const url = new URL(address);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
  } catch {
    return null;
  }
}

/** A link that opens elsewhere and tells the other page nothing about this one. */
export function link(address, words) {
  const url = safeUrl(address);
  if (!url) {
    return document.createTextNode(words || address || '');
  }
  const anchor = document.createElement('a');
  anchor.href = url.href;
  anchor.target = '_blank';
  anchor.rel = 'noopener noreferrer nofollow';
  anchor.textContent = words || url.host + (url.pathname === '/' ? '' : url.pathname);
  return anchor;
}

/** Puts text into an element, its plain addresses as links. */
export function putText(element, text) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const address = withoutTail(found[0]);
    nodes.push(document.createTextNode(text.slice(from, found.index)), link(address, address));
    from = found.index + address.length;
  }
  nodes.push(document.createTextNode(text.slice(from)));
  element.replaceChildren(...nodes);
}

/** Full stops and a bracket that was opened before the address belong to the sentence. */
function withoutTail(address) {
  let bare = address.replace(TRAILING, '');
  while (/[)\]}]$/.test(bare) && unbalanced(bare)) {
    bare = bare.slice(0, -1).replace(TRAILING, '');
  }
  return bare;
}

function unbalanced(address) {
  const closing = address.at(-1);
  const opening = { ')': '(', ']': '[', '}': '{' }[closing];
  return address.split(closing).length > address.split(opening).length;
}
