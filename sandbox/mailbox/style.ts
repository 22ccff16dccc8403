/** The mailbox's look; it follows the reader's light or dark setting. */
export const style = `
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5d6a7a; --line: #dfe4ea; --card: #fff; --ground: #f5f6f8; --accent: #0b62c4; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8ecf1; --soft: #9aa7b5; --line: #2f3742; --card: #1b2129; --ground: #12161c; --accent: #7db7ff; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 52rem; padding: 2rem 1rem 4rem; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; margin-bottom: 1rem; }
header.message { display: block; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0; overflow-wrap: anywhere; }
header p { margin: 0; color: var(--soft); }
header form { margin-left: auto; }
button { font: inherit; padding: .35rem .8rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card);
  color: var(--ink); cursor: pointer; }
button:hover, button:focus-visible { border-color: var(--accent); }
nav { margin-bottom: 1rem; }
a { color: var(--accent); }
ol { list-style: none; margin: 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
  overflow: hidden; }
li + li { border-top: 1px solid var(--line); }
li a { display: grid; grid-template-columns: 1fr auto; gap: .1rem 1rem; padding: .8rem 1rem; color: inherit; text-decoration: none; }
li a:hover, li a:focus-visible { background: var(--ground); }
li strong { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
li time { grid-column: 2; grid-row: 1; }
li span { grid-column: 1 / -1; overflow-wrap: anywhere; }
li p { grid-column: 1 / -1; margin: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
li span, li p, time { color: var(--soft); font-size: .875rem; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .2rem 1rem; margin: .75rem 0 0; font-size: .9rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
article { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; overflow: hidden; }
/* Mails are written for white paper. */
iframe { display: block; width: 100%; height: 36rem; border: 0; background: #fff; color-scheme: light; }
pre { margin: 0; padding: 1rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem; }
details { border-top: 1px solid var(--line); }
summary { padding: .6rem 1rem; cursor: pointer; color: var(--soft); }
@media (max-width: 34rem) {
  li a { grid-template-columns: 1fr; }
  li strong { white-space: normal; }
  li time { grid-row: auto; grid-column: 1; }
}
.empty { padding: 3rem 1rem; text-align: center; color: var(--soft); background: var(--card); border: 1px dashed var(--line);
  border-radius: .75rem; }
`;
