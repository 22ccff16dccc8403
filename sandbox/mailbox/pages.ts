import { Html, html } from './html';
import type { Message } from './message';
import { style } from './style';

/** Every mail, newest first; `base` is where the mailbox is mounted. */
export function listPage(base: string, messages: readonly Message[]): string {
  const newest = [...messages].reverse();
  const list =
    newest.length > 0
      ? html`<ol>
          ${newest.map((message) => entry(base, message))}
        </ol>`
      : empty();
  const heading = html`<header>
    <h1>Mailbox</h1>
    <p>${count(messages.length)}</p>
    ${emptyButton(base, messages.length)}
  </header>`;
  return page(
    'Mailbox',
    html`${heading}
      <main>${list}</main>`,
  );
}

/** One mail, its HTML in a frame that may run nothing. */
export function messagePage(base: string, message: Message): string {
  const body = message.html
    ? html`<iframe
        title="The mail"
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        srcdoc="${framed(message.html)}"
      ></iframe>`
    : html`<pre>${message.text}</pre>`;
  const text = message.html
    ? html`<details>
        <summary>As text</summary>
        <pre>${message.text}</pre>
      </details>`
    : html``;
  return page(
    message.subject,
    html`<nav><a href="${base}/">← All mail</a></nav>
      <header class="message">
        <h1>${message.subject || 'No subject'}</h1>
        ${facts(message)}
      </header>
      <main>
        <article>
          ${body}${text}
          <details>
            <summary>Source</summary>
            <pre>${message.raw}</pre>
          </details>
        </article>
      </main>`,
  );
}

/** The page for a mail that does not exist. */
export function notFoundPage(base: string): string {
  return page(
    'No such mail',
    html`<nav><a href="${base}/">← All mail</a></nav>
      <main>${empty('This mail is not here any more.')}</main>`,
  );
}

function entry(base: string, message: Message): Html {
  return html`<li>
    <a href="${base}/${message.id}">
      <strong>${message.subject || 'No subject'}</strong>
      <span>${message.to.join(', ')}</span>
      ${time(message)}
      <p>${message.text.replace(/\s+/g, ' ').slice(0, 140)}</p>
    </a>
  </li>`;
}

function facts(message: Message): Html {
  return html`<dl>
    <dt>From</dt>
    <dd>${message.from}</dd>
    <dt>To</dt>
    <dd>${message.to.join(', ')}</dd>
    <dt>Received</dt>
    <dd>${time(message)}</dd>
    <dt>Message-ID</dt>
    <dd><code>${message.messageId || 'none'}</code></dd>
  </dl>`;
}

function time({ receivedAt }: Message): Html {
  return html`<time datetime="${receivedAt}">${receivedAt.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

function emptyButton(base: string, messages: number): Html {
  return messages > 0
    ? html`<form method="post" action="${base}/empty"><button>Empty the mailbox</button></form>`
    : html``;
}

function count(messages: number): string {
  return messages === 1 ? '1 message' : `${messages} messages`;
}

function empty(text = 'No mail yet. Whatever the product sends arrives here and goes no further.'): Html {
  return html`<p class="empty">${text}</p>`;
}

/** Links of a mail open in a tab of their own. */
function framed(markup: string): string {
  return `<base target="_blank">${markup}`;
}

function page(title: string, body: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html>`.markup;
}
