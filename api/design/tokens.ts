/** What the pages of members and of operators have in common: colours, light and dark; letters; the mark of what has the focus. */
export const tokens = `
:root{color-scheme:light dark;--ink:#1c1917;--soft:#57534e;--line:#d6d3d1;--paper:#fff;--ground:#f5f5f4;--brand:#0f5f57;--on-brand:#fff;--code:#f5f5f4;--good:#15603a;--good-ground:#dcf5e5;--warn:#7a4a00;--warn-ground:#fdeec8;--bad:#a3171d;--bad-ground:#fde3e3}
@media(prefers-color-scheme:dark){:root{--ink:#f5f5f4;--soft:#b6b1ac;--line:#4a4541;--paper:#211e1c;--ground:#161412;--brand:#5eead4;--on-brand:#04302b;--code:#161412;--good:#86e0ac;--good-ground:#12301f;--warn:#f5cf7f;--warn-ground:#372809;--bad:#ffa8a8;--bad-ground:#3f1618}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
:focus-visible{outline:3px solid var(--brand);outline-offset:2px}
a{color:var(--brand)}
[hidden]{display:none!important}
`.trim();
