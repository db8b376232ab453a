import type { JSX } from 'preact';

/** Lines on a field of 16 by 16. */
const paths = {
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9ZM10.3 10.3l3.2 3.2',
  collapse: 'M4.5 2.5L8 5.5l3.5-3M4.5 13.5l3.5-3 3.5 3M2.5 8h11',
  expand: 'M4.5 5L8 2l3.5 3M4.5 11L8 14l3.5-3M2.5 8h11',
  close: 'M4 4l8 8M12 4l-8 8',
  back: 'M9.5 3.5L5 8l4.5 4.5',
  theme: 'M8 2.5a5.5 5.5 0 1 0 0 11ZM8 2.5a5.5 5.5 0 0 1 0 11',
  help: 'M2.5 4.5h11v7h-11ZM5 7h.01M8 7h.01M11 7h.01M5.5 9.5h5',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
