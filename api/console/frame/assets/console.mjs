// What a page of the console gets in a browser beyond HTML: keys, finding while typing, and news while it is open. Everything
// works without it, except what is live.

const typing = (element) => element.closest?.('input:not([type=checkbox]):not([type=radio]), textarea, select') != null;

/* Keys: "/" finds a member, "?" shows the keys, "g" and a letter opens a page. */
let isGoing = false;
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const going = isGoing;
  isGoing = event.key === 'g';
  if (going) document.querySelector(`nav.pages a[data-key="${CSS.escape(event.key)}"]`)?.click();
  else if (event.key === '/') {
    event.preventDefault();
    const field = document.querySelector('main input[type=search]') ?? document.getElementById('find');
    field?.focus();
    field?.select();
  } else if (event.key === '?') document.getElementById('help')?.showModal();
});

/* Regions marked `data-part` (each with an id) are taken anew from the page's own address, and replaced where they differ. */
async function renew(address = location.href, { quietly = false } = {}) {
  const answer = await fetch(address, { headers: { accept: 'text/html' } }).catch(() => null);
  // who has typed on has asked for another address since
  if (answer === null || answer.redirected || address !== location.href) return false;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of document.querySelectorAll('[data-part]')) {
    const next = page.getElementById(part.id);
    if (next === null || next.innerHTML === part.innerHTML || holdsWork(part)) continue;
    part.replaceWith(next);
    if (!quietly) next.classList.add('fresh');
    prepare(next);
  }
  return answer.ok;
}

/** Somebody types in it, or has unfolded something. */
const holdsWork = (part) => part.contains(document.activeElement) || part.querySelector('details[open], dialog[open]');

/* A page that could not be shown is tried again until it can. */
const again = document.querySelector('[data-again]');
if (again !== null)
  setInterval(async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (answer?.ok) location.reload();
  }, again.dataset.again * 1000);

/* A form marked `data-while-typing` shows its results in the part of that id while somebody types. */
function prepare(root) {
  for (const form of root.querySelectorAll('form[data-while-typing]')) {
    let waiting;
    form.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => find(form), 80);
    });
  }
  for (const button of root.querySelectorAll('button[data-copy]')) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = button.dataset.done;
    });
  }
}

async function find(form) {
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) if (value !== '') address.searchParams.set(name, value);
  history.replaceState(null, '', address);
  await renew(address.href, { quietly: true });
}

/* News: a page with `data-live` is renewed when something happens: to anybody, or to the member that it names. */
const live = document.querySelector('[data-live]');
if (live !== null) {
  const isMeant = ({ ids }) => live.dataset.live === '' || ids === undefined || ids.includes(live.dataset.live);
  let renewing = null;
  let isStale = false;
  const news = async () => {
    isStale = true;
    if (renewing !== null) return;
    while (isStale) {
      isStale = false;
      renewing = renew();
      await renewing;
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
    renewing = null;
  };
  let source = null;
  const listen = () => {
    source = new EventSource('/api/v1/events');
    source.addEventListener('change', (event) => {
      if (isMeant(JSON.parse(event.data))) void news();
    });
    source.addEventListener('error', () => (wasAway = true));
    source.addEventListener('open', () => {
      if (wasAway) void news();
      wasAway = false;
    });
  };
  let wasAway = false;
  // a browser opens few connections to one host: pages that nobody sees leave theirs to others
  const listenWhileSeen = () => {
    if (document.hidden) {
      source?.close();
      source = null;
      wasAway = true;
    } else if (source === null) listen();
  };
  document.addEventListener('visibilitychange', listenWhileSeen);
  listenWhileSeen();
}
/* A page with `data-poll` (in seconds) is renewed for as long as it has one: something is under way. */
async function poll() {
  const seconds = document.querySelector('[data-poll]')?.dataset.poll;
  if (seconds === undefined) return;
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  await renew();
  await poll();
}
void poll();
prepare(document);
