/* Puts the chat on another site: a round button in the corner and, once it is pressed, the chat in a frame. README.md lists the attributes. */
(() => {
  const TEXTS = { label: 'Chat with us', close: 'Close the chat', title: 'Chat', unread: '{count} new' };
  const SOURCE = 'parley';
  const script = document.currentScript || document.querySelector('script[src*="/widget.js"]');
  if (!script || document.querySelector('parley-chat')) {
    return;
  }
  const options = script.dataset;
  const base = new URL('./', script.src);
  const accent = /^#[0-9a-f]{3,8}$/i.test(options.accent ?? '') ? options.accent : '#b4472f';
  const words = (key) => options[key] || TEXTS[key];

  const STYLE = `
    :host { --accent: ${accent}; --edge: max(1.25rem, env(safe-area-inset-bottom)); }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    button { position: fixed; inset-block-end: var(--edge); inset-inline-end: 1.25rem; z-index: 1; display: grid; place-items: center; width: 60px; height: 60px;
      margin: 0; padding: 0; border: 0; border-radius: 50%; background: var(--accent); color: #fff; cursor: pointer; box-shadow: 0 12px 30px -8px rgb(40 20 10 / 45%);
      transition: transform .2s cubic-bezier(.2, .8, .3, 1); -webkit-tap-highlight-color: transparent; }
    button:hover { transform: scale(1.06); }
    button:active { transform: scale(.96); }
    button:focus-visible { outline: 3px solid #fff; box-shadow: 0 0 0 6px #2b211c; }
    svg { width: 28px; height: 28px; fill: none; stroke: currentcolor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
    .badge { position: absolute; top: -2px; inset-inline-end: -2px; min-width: 22px; padding: 0 6px; border-radius: 11px; background: #2b211c; color: #fff; font: 600 13px/22px system-ui, sans-serif; text-align: center; }
    .panel { position: fixed; inset-block-end: calc(var(--edge) + 76px); inset-inline-end: 1.25rem; width: min(400px, calc(100vw - 2.5rem)); height: min(680px, calc(100dvh - 7.5rem));
      border-radius: 24px; overflow: hidden; background: #fffdfa; box-shadow: 0 30px 80px -20px rgb(40 20 10 / 45%), 0 0 0 1px rgb(40 20 10 / 8%); animation: rise .25s cubic-bezier(.2, .8, .3, 1); }
    .left button, .left .panel { inset-inline: 1.25rem auto; }
    iframe { display: block; width: 100%; height: 100%; border: 0; }
    @keyframes rise { from { opacity: 0; transform: translateY(16px) scale(.98); } }
    @media (prefers-color-scheme: dark) { .panel { background: #1f1916; } }
    @media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
    @media (max-width: 480px), (max-height: 480px) {
      .panel { inset: var(--view-top, 0) 0 auto 0; width: 100%; height: var(--view-height, 100dvh); border-radius: 0; z-index: 2; }
      .left .panel { inset: var(--view-top, 0) 0 auto 0; }
    }`;

  const host = document.createElement('parley-chat');
  for (const [property, value] of [['all', 'initial'], ['position', 'fixed'], ['inset', 'auto'], ['z-index', '2147483000']]) {
    host.style.setProperty(property, value, 'important');
  }
  const root = host.attachShadow({ mode: 'open' });
  addStyle(root);

  const place = element('div', { class: options.position === 'left' ? 'left' : '' });
  const launcher = element('button', { type: 'button', 'aria-expanded': 'false', 'aria-haspopup': 'dialog' });
  launcher.append(icon('M21 12a8 8 0 0 1-8 8H4l2-3.300A8 8 0 1 1 21 12Z', 'chat'), icon('m6 9.500 6 6 6-6', 'shut'));
  const badge = element('span', { class: 'badge', 'aria-hidden': 'true' });
  const panel = element('div', { class: 'panel', role: 'dialog', 'aria-label': words('title') });
  launcher.append(badge);
  place.append(panel, launcher);
  root.append(place);

  let frame = null;
  let ready = false;
  let open = false;
  let unread = 0;

  function addStyle(to) {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      to.adoptedStyleSheets = [sheet];
    } catch {
      to.append(Object.assign(document.createElement('style'), { textContent: STYLE }));
    }
  }

  function element(name, attributes) {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  }

  function icon(path, kind) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    svg.dataset.kind = kind;
    line.setAttribute('d', path);
    svg.append(line);
    return svg;
  }

  function load() {
    const address = new URL('./?embed=1', base);
    if (options.accent) {
      address.searchParams.set('accent', accent);
    }
    frame = element('iframe', { src: address.href, title: words('title'), referrerpolicy: 'strict-origin-when-cross-origin' });
    panel.append(frame);
  }

  function tell(type) {
    if (ready) {
      frame.contentWindow.postMessage({ source: SOURCE, type }, base.origin);
    }
  }

  function show(now) {
    open = now;
    if (open && !frame) {
      load();
    }
    unread = open ? 0 : unread;
    draw();
    tell(open ? 'opened' : 'closed');
    if (open) {
      frame.focus();
    } else {
      launcher.focus();
    }
  }

  function draw() {
    panel.hidden = !open;
    badge.hidden = unread === 0;
    badge.textContent = unread > 9 ? '9+' : unread;
    launcher.setAttribute('aria-expanded', open);
    launcher.setAttribute('aria-label', unread ? `${words('label')} (${words('unread').replace('{count}', unread)})` : words(open ? 'close' : 'label'));
    launcher.querySelectorAll('svg').forEach((svg) => svg.toggleAttribute('hidden', (svg.dataset.kind === 'shut') !== open));
  }

  /** A phone's keyboard leaves less of the window than the page knows. */
  function fit() {
    host.style.setProperty('--view-height', `${Math.round(visualViewport.height)}px`);
    host.style.setProperty('--view-top', `${Math.round(visualViewport.offsetTop)}px`);
  }

  const heard = {
    close: () => show(false),
    ready: () => {
      ready = true;
      tell(open ? 'opened' : 'closed');
    },
    unread: ({ count }) => {
      unread = open ? 0 : Math.min(Number(count) || 0, 99);
      draw();
    },
  };

  addEventListener('message', (event) => {
    const ours = frame && event.source === frame.contentWindow && event.origin === base.origin && event.data?.source === SOURCE;
    if (ours && Object.hasOwn(heard, event.data.type)) {
      heard[event.data.type](event.data);
    }
  });
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && open) {
      show(false);
    }
  });
  launcher.addEventListener('click', () => show(!open));
  if (window.visualViewport) {
    visualViewport.addEventListener('resize', fit);
    visualViewport.addEventListener('scroll', fit);
    fit();
  }

  draw();
  document.body.append(host);
  if ('open' in options) {
    show(true);
  }
})();
