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
  setTimeout(() => note.remove(), 5000);
}

/** Local date and time, short. */
export function when(iso) {
  if (!iso) return '';
  return new Date(iso).toLocaleString(undefined, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}
