/** Small line icons on a 16 × 16 grid, drawn in the colour of the text around them. */

const paths = {
  play: 'M4.5 3l8 5-8 5z',
  pause: 'M4.5 3h2.5v10H4.5zM9 3h2.5v10H9z',
  stop: 'M4 4h8v8H4z',
  theme: 'M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12',
  gallery: 'M2.5 2.5h4.5v4.5H2.5zM9 2.5h4.5v4.5H9zM2.5 9h4.5v4.5H2.5zM9 9h4.5v4.5H9z',
  add: 'M8 3v10M3 8h10',
  remove: 'M4 4l8 8M12 4l-8 8',
  putBack: 'M4 6h5.5a3 3 0 0 1 0 6H6M4 6l3-3M4 6l3 3',
  chevron: 'M6 4l4 4-4 4',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.5 10.5L14 14',
  home: 'M3 13h10M4.5 13V7.5L8 4l3.5 3.5V13',
  loop: 'M3 8a5 5 0 0 1 9-3M13 8a5 5 0 0 1-9 3M12 2v3H9M4 14v-3h3',
} as const;

export type IconName = keyof typeof paths;

const filled: readonly IconName[] = ['play', 'pause', 'stop'];

export function Icon({ name }: { name: IconName }) {
  const isFilled = filled.includes(name);
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill={isFilled ? 'currentColor' : 'none'}
      stroke={isFilled ? 'none' : 'currentColor'}
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
