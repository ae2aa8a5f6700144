// A site may choose the accent; what is written in it or on it stays readable.

type Rgb = [number, number, number];

const parse = (c: string): Rgb => [1, 3, 5].map((i) => Number.parseInt(c.slice(i, i + 2), 16)) as Rgb;
const print = (c: Rgb): string => `#${c.map((v) => Math.round(v).toString(16).padStart(2, '0')).join('')}`;

function luminance(c: Rgb): number {
  const [r, g, b] = c.map((v) => {
    const s = v / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(parse(a)), luminance(parse(b))];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** Black or white, whichever reads better on the colour. */
export const inkOn = (color: string): string =>
  contrast(color, '#ffffff') >= contrast(color, '#0c1211') ? '#ffffff' : '#0c1211';

/** The colour moved towards the paper's opposite until text in it reads on that paper. */
export function readable(color: string, paper: string): string {
  const goal: Rgb = luminance(parse(paper)) > 0.18 ? [0, 0, 0] : [255, 255, 255];
  let c = parse(color);
  for (let i = 0; i < 24 && contrast(print(c), paper) < 4.6; i++) {
    c = c.map((v, at) => v + ((goal[at] ?? 0) - v) * 0.12) as Rgb;
  }
  return print(c);
}

/** Puts the site's accent into the page. */
export function dress(root: HTMLElement, color: string): void {
  if (!color) return;
  root.style.setProperty('--fill', color);
  root.style.setProperty('--fill-ink', inkOn(color));
  root.style.setProperty('--accent-light', readable(color, '#f4f1ea'));
  root.style.setProperty('--accent-dark', readable(color, '#242a28'));
}
