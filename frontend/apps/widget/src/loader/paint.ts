// The launcher's parts, made by the DOM alone. A constructed style sheet is not
// a matter of the host's style-src, so the strictest policy shows us as we are.
import css from './style.css?inline';

const svgSpace = 'http://www.w3.org/2000/svg';

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (name) made.className = name;
  return made;
}

function icon(name: string, path: string): SVGElement {
  const svg = document.createElementNS(svgSpace, 'svg');
  const shape = document.createElementNS(svgSpace, 'path');
  svg.setAttribute('class', name);
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  shape.setAttribute('d', path);
  svg.appendChild(shape);
  return svg;
}

export interface Parts {
  host: HTMLElement;
  card: HTMLElement;
  button: HTMLButtonElement;
  badge: HTMLElement;
  tip: HTMLElement;
}

export function parts(): Parts {
  const host = element('div', '');
  const root = host.attachShadow({ mode: 'closed', delegatesFocus: false });
  if (root.adoptedStyleSheets) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } else {
    const sheet = element('style', '');
    sheet.textContent = css;
    root.appendChild(sheet);
  }
  const card = element('div', 'card');
  card.hidden = true;
  card.setAttribute('role', 'dialog');
  const button = element('button', 'button');
  button.type = 'button';
  button.appendChild(
    icon(
      'talk',
      'M12 4c5 0 8.6 3.100 8.600 7s-3.600 7-8.600 7c-.9 0-1.800-.1-2.600-.3L5 20l.8-3.600A6.600 6.600 0 0 1 3.400 11c0-3.900 3.600-7 8.600-7ZM8.500 11h.01M12 11h.01M15.500 11h.01',
    ),
  );
  button.appendChild(icon('down', 'm6 9.500 6 6 6-6'));
  const badge = element('span', 'badge');
  badge.hidden = true;
  badge.setAttribute('aria-hidden', 'true');
  button.appendChild(badge);
  const tip = element('div', 'tip');
  tip.setAttribute('role', 'status');
  root.appendChild(card);
  root.appendChild(tip);
  root.appendChild(button);
  return { host, card, button, badge, tip };
}
