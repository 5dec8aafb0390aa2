/** The socket to the server: connects again by itself, and notices a line that has gone quiet. */

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const PING_EVERY_MS = 25_000;
const ANSWER_WITHIN_MS = 10_000;
const REFUSED = 1008;

export class Connection {
  #address;
  #on;
  #socket = null;
  #failures = 0;
  #retry = 0;
  #ping = 0;
  #deadline = 0;

  /**
   * @param address a function that gives the WebSocket address for the next attempt, and the protocols to ask for
   * @param on `frame(object)`, `up()` when frames can be sent, `down()` when they cannot
   */
  constructor(address, on) {
    this.#address = address;
    this.#on = on;
    addEventListener('online', () => this.#now());
    addEventListener('pageshow', () => this.#now());
    addEventListener('offline', () => this.#drop());
    document.addEventListener('visibilitychange', () => document.hidden || this.#check());
  }

  open() {
    clearTimeout(this.#retry);
    const socket = new WebSocket(...this.#address());
    this.#socket = socket;
    this.#expect();
    socket.onmessage = (event) => socket === this.#socket && this.#receive(event.data);
    socket.onclose = (event) => socket === this.#socket && this.#closed(event.code);
  }

  get ready() {
    return this.#socket?.readyState === WebSocket.OPEN && this.#failures === 0;
  }

  /** Sends a frame if the line is up, and expects an answer to it; false when the line is down. */
  send(frame) {
    if (!this.ready) {
      return false;
    }
    this.#socket.send(JSON.stringify(frame));
    this.#expect();
    return true;
  }

  /** Closes and opens again, for instance after the session has changed. */
  restart() {
    this.#drop(0);
  }

  #receive(data) {
    this.#answered();
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return;
    }
    if (frame.type === 'init') {
      this.#failures = 0;
    }
    this.#on.frame(frame);
    if (frame.type === 'init') {
      this.#keepAlive();
      this.#on.up();
    }
  }

  #closed(code) {
    this.#answered();
    clearInterval(this.#ping);
    this.#socket = null;
    this.#failures += code === REFUSED ? 5 : 1;
    this.#on.down();
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(this.#failures, 10));
    this.#retry = setTimeout(() => this.open(), longest * (0.5 + Math.random() / 2));
  }

  #drop(code = 1006) {
    const socket = this.#socket;
    if (socket) {
      this.#closed(code);
      socket.close();
    }
  }

  #now() {
    if (!this.#socket) {
      this.open();
    }
  }

  #check() {
    this.#now();
    this.send({ type: 'ping' });
  }

  #keepAlive() {
    clearInterval(this.#ping);
    this.#ping = setInterval(() => this.send({ type: 'ping' }), PING_EVERY_MS);
  }

  #expect() {
    this.#deadline ||= setTimeout(() => {
      this.#deadline = 0;
      this.#drop();
    }, ANSWER_WITHIN_MS);
  }

  #answered() {
    clearTimeout(this.#deadline);
    this.#deadline = 0;
  }
}
