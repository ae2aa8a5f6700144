/** @jsxImportSource preact */
const paths = {
  down: 'm6 9.5 6 6 6-6',
  before: 'm14.500 6-6 6 6 6',
  next: 'm9.500 6 6 6-6 6',
  send: 'M12 19V5.5M6 11.200l6-6 6 6',
};

export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
