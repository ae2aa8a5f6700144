/** @jsxImportSource preact */
const paths = {
  clip: 'm20 11.5-8.3 8.3a5 5 0 0 1-7.1-7.1l8.6-8.6a3.3 3.3 0 0 1 4.7 4.7l-8.3 8.3a1.7 1.7 0 0 1-2.4-2.4l7.4-7.4',
  paper: 'M13.5 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8.5zM13 3v6h6',
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
