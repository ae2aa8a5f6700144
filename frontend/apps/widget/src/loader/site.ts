// What the tag on the site says. Attributes only: a site's scripts may have
// put anything on the prototypes, so this program leans on little but the DOM.

export interface Site {
  origin: string;
  project: string;
  /** The site's accent, as #rrggbb; empty for our own. */
  color: string;
  theme: string;
  /** The channel the widget stands for; empty for chat. */
  channel: string;
  /** Whether the button waits until the desk has said that this visitor is offered something. */
  asks: boolean;
}

export function site(tag: HTMLScriptElement): Site | null {
  const project = tag.getAttribute('data-project');
  const link = document.createElement('a');
  link.href = tag.src;
  if (!project || !/^https?:$/.test(link.protocol)) return null;
  const color = tag.getAttribute('data-color') || '';
  const theme = tag.getAttribute('data-theme') || '';
  return {
    origin: `${link.protocol}//${link.host}`,
    project,
    color: /^#[0-9a-f]{6}$/i.test(color) ? color : '',
    theme: /^(light|dark)$/.test(theme) ? theme : '',
    channel: tag.getAttribute('data-channel') === 'app' ? 'app' : '',
    asks: tag.getAttribute('data-show') === 'offered',
  };
}

/** Black or white, whichever reads better on the colour (WCAG's relative luminance). */
export function inkOn(color: string): string {
  const channel = (at: number) => {
    const c = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  const light = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  return light > 0.179 ? '#0c1211' : '#ffffff';
}
