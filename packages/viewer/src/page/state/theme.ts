import { effect, signal, type ReadonlySignal } from '@preact/signals';

export type Theme = 'dark' | 'light';

const preferred = matchMedia('(prefers-color-scheme: light)');
const chosen = signal<Theme | undefined>(remembered());
const system = signal<Theme>(preferred.matches ? 'light' : 'dark');
const shown = signal<Theme>('dark');
export const theme: ReadonlySignal<Theme> = shown;

preferred.addEventListener('change', ({ matches }) => (system.value = matches ? 'light' : 'dark'));

effect(() => {
  shown.value = chosen.value ?? system.value;
  document.documentElement.dataset['theme'] = shown.value;
});

export function toggleTheme(): void {
  chosen.value = shown.value === 'dark' ? 'light' : 'dark';
  try {
    localStorage.setItem('bud-theme', chosen.value);
  } catch {
    // A page from a disk may not be allowed to remember anything.
  }
}

function remembered(): Theme | undefined {
  try {
    const theme = localStorage.getItem('bud-theme');
    return theme === 'dark' || theme === 'light' ? theme : undefined;
  } catch {
    return undefined;
  }
}
