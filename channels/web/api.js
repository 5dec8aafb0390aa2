/** The page's HTTP requests outside the socket. */

/** The turns of a session since it was last started over, oldest first; none when they cannot be had. */
export async function history(session) {
  try {
    const response = session ? await fetch('api/chat/history', named(session)) : {};
    const { turns } = response.ok ? await response.json() : { turns: [] };
    return turns.map(turn);
  } catch {
    return [];
  }
}

/** A session's id is a secret: it stands in a header, never in an address. */
function named(session) {
  return { headers: { 'Parley-Session': session } };
}

/** The server names what the visitor said by session and clientMessageId. */
function turn(found) {
  const { messageKey = found.messageId } = found;
  return found.author === 'you' ? { ...found, clientMessageId: messageKey.slice(messageKey.lastIndexOf('/') + 1) } : found;
}

/** Starts a session over; false when that did not work. */
export async function reset(session) {
  try {
    const response = await fetch('api/chat/reset', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...named(session).headers },
      body: '{}',
    });
    return response.ok;
  } catch {
    return false;
  }
}
