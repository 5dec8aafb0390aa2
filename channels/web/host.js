/** The page around the chat: the window it must fit, and the site that embeds it. */

const SOURCE = 'parley';
const COLOUR = /^#[0-9a-f]{3,8}$/i;

/** Keeps the panel within what a phone's keyboard leaves of the window. */
export function fitWindow() {
  const view = window.visualViewport;
  if (!view) {
    return;
  }
  const fit = () => {
    const root = document.documentElement.style;
    root.setProperty('--view-height', `${Math.round(view.height)}px`);
    root.setProperty('--view-top', `${Math.round(view.offsetTop)}px`);
  };
  view.addEventListener('resize', fit);
  view.addEventListener('scroll', fit);
  fit();
}

/** Talks with the widget when the chat is embedded: asks it to close, tells it what is unread, follows its colour. */
export function host({ opened }) {
  const parameters = new URLSearchParams(location.search);
  const embedded = parameters.get('embed') === '1';
  let visible = true;
  let unread = 0;
  document.documentElement.classList.toggle('embedded', embedded);
  colour(parameters.get('accent'));

  const tell = (type, details = {}) => embedded && window.parent.postMessage({ source: SOURCE, type, ...details }, '*');
  const told = {
    opened: () => {
      visible = true;
      unread = 0;
      opened();
    },
    closed: () => (visible = false),
  };

  if (embedded) {
    document.getElementById('close').hidden = false;
    addEventListener('message', (event) => {
      const ours = event.source === window.parent && event.data?.source === SOURCE;
      ours && Object.hasOwn(told, event.data.type) && told[event.data.type]();
    });
    addEventListener('keydown', (event) => {
      event.key === 'Escape' && !document.querySelector('dialog[open]') && tell('close');
    });
    tell('ready');
  }

  return {
    embedded,
    close: () => tell('close'),
    unread: () => visible || tell('unread', { count: (unread += 1) }),
  };
}

function colour(accent) {
  if (accent && COLOUR.test(accent)) {
    document.documentElement.style.setProperty('--accent', accent);
    document.documentElement.style.setProperty('--accent-deep', `color-mix(in oklab, ${accent} 78%, black)`);
  }
}
