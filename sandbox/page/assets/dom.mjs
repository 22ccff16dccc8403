/** An element with its properties (`class`, `on…`, attributes) and children; falsy children are left out. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== 'list' && name !== 'form') element[name] = value;
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  if (props.class) element.className = props.class;
  element.append(...children.flat().filter((child) => child || child === 0));
  return element;
}

export const $ = (id) => document.getElementById(id);

export function toast(text, kind = 'good') {
  const note = h('div', { class: `toast ${kind}` }, text);
  $('toasts').append(note);
  // A popover opened last lies above everything, an open dialog too.
  $('toasts').hidePopover();
  $('toasts').showPopover();
  setTimeout(() => note.remove(), 5000);
}

/** Local date and time, short; the time alone if it is today. */
export function when(moment) {
  const date = new Date(moment);
  const time = { hour: '2-digit', minute: '2-digit' };
  if (date.toDateString() === new Date().toDateString()) return date.toLocaleTimeString(undefined, time);
  return date.toLocaleString(undefined, { day: 'numeric', month: 'short', ...time });
}
