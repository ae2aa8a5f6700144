/** @jsxImportSource preact */
import type { FileSort } from '@parley/wire';

const paper = 'M13.5 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8.5zM13 3v6h6';

const sorts: Record<FileSort, string> = {
  picture:
    'M5 4h14a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zm-.5 13 5-5 7 7m-2-5 2-2 3.5 3.5M9 8.5h.01',
  pdf: paper,
  text: paper,
  document: paper,
  spreadsheet:
    'M5 4h14a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM4 10h16M4 15h16M10 10v10',
  presentation: 'M3 4h18M5 4v10a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1V4M12 15v2m-4 4 4-4 4 4',
  video: 'M5 4h14a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zm5 4.5v7l5.5-3.5z',
  sound:
    'M9 18V6l11-2v12M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zm11-2a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  archive: 'M4 4h16v4H4zm1 4v11a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1V8m-9 4h4',
};

const paths = {
  ...sorts,
  clip: 'm20 11.5-8.3 8.3a5 5 0 0 1-7.1-7.1l8.6-8.6a3.3 3.3 0 0 1 4.7 4.7l-8.3 8.3a1.7 1.7 0 0 1-2.4-2.4l7.4-7.4',
  save: 'M12 4v11m-5-4.5 5 5 5-5M5 20h14',
  cross: 'M6 6l12 12M18 6 6 18',
  down: 'm6 9.5 6 6 6-6',
  before: 'm14.5 6-6 6 6 6',
  next: 'm9.5 6 6 6-6 6',
  tick: 'm5 12.5 4.5 4.5L19 7.5',
  send: 'M12 19V5.5M6 11.2l6-6 6 6',
};

export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
