import { createHash } from 'node:crypto';
import { tokens } from '../design/tokens';

/** One style sheet for all pages of a member, light and dark; inline, so that a page is one response. */
export const style = `
${tokens}
main{max-width:36rem;margin:0 auto;padding:1rem}
.card{background:var(--paper);border:1px solid var(--line);border-radius:1rem;padding:1.25rem;margin:0 0 1rem}
.space{color:var(--soft);margin:.5rem 0 1rem;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.2;margin:0 0 .5rem}
h2{font-size:1.15rem;line-height:1.3;margin:0 0 .5rem}
p{margin:0 0 .75rem}
.soft{color:var(--soft);font-size:.9rem}
.soft:last-child,p:last-child{margin-bottom:0}
dl{margin:0}
dt{color:var(--soft);font-size:.9rem}
dd{margin:0 0 .9rem;display:flex;gap:.5rem;align-items:center;justify-content:space-between}
dd>*{min-width:0}
dd>button{flex:none}
dl+.soft{margin-top:1rem}
dl>:last-child{margin-bottom:0}
ol,ol ul{margin:0;padding-inline-start:1.4rem}
ol>li{margin:0 0 .75rem;overflow-wrap:anywhere}
li>dl,li>p,li>pre{margin-top:.5rem}
code,.value{overflow-wrap:anywhere}
code{font:1.05rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--code);border-radius:.4rem;padding:.15rem .4rem}
pre{white-space:pre-wrap;margin:0 0 .75rem}
button,.button{display:inline-flex;align-items:center;justify-content:center;min-height:2.75rem;padding:.5rem 1rem;border:1px solid var(--brand);border-radius:.7rem;background:var(--paper);color:var(--brand);font:inherit;font-weight:600;text-decoration:none;cursor:pointer;text-align:center}
.main{background:var(--brand);color:var(--on-brand);width:100%;font-size:1.1rem;min-height:3.25rem}
details{border-top:1px solid var(--line);padding:.25rem 0}
details.plain{border:0;padding:0}
summary{cursor:pointer;min-height:2.75rem;display:flex;align-items:center;font-weight:600}
summary::before{content:"›";margin-inline-end:.6rem;color:var(--soft);transition:transform .15s}
details[open]>summary::before{transform:rotate(90deg)}
@media(prefers-reduced-motion:reduce){summary::before{transition:none}}
details>div{padding:0 0 .75rem}
.qr{display:block;width:11rem;max-width:100%;background:#fff;border-radius:.6rem;padding:.5rem;margin:0 auto}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;margin:0}
nav a{display:inline-block;padding:.6rem 0}
`.trim();

/** Shows copy buttons where they work, and replaces a waiting page when it has news. Nothing else needs a script. */
export const script = `
const w=document.querySelector('[data-wait]');
if(w)setInterval(async()=>{
const m='<main '+'data-wait',p=w.dataset.page;
const t=await fetch(p).then(r=>r.status<500?r.text():m,()=>m);
if(!t.includes(m))location.replace(p)},w.dataset.wait*1000)
for(const b of document.querySelectorAll('button[data-copy]')){
if(!navigator.clipboard)break;
b.hidden=false;
b.addEventListener('click',async()=>{
await navigator.clipboard.writeText(document.getElementById(b.dataset.copy).textContent);
const t=b.textContent;b.textContent=b.dataset.done;setTimeout(()=>{b.textContent=t},2000)})}
`.trim();

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Only what is inline: no third party, no frame, and forms post only to us. */
export const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    styleSrc: [hash(style)],
    scriptSrc: [hash(script)],
    imgSrc: ['data:'],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
};
