import { signal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';

/** Sections that were closed stay closed for the next span. */
const closed = signal<ReadonlySet<string>>(new Set(['Resource']));

export function Section({
  title,
  count,
  children,
}: {
  readonly title: string;
  readonly count?: number;
  readonly children: ComponentChildren;
}): JSX.Element {
  const isOpen = !closed.value.has(title);
  return (
    <section class="section">
      <h3>
        <button type="button" aria-expanded={isOpen} onClick={() => toggle(title)}>
          <span class={`twisty${isOpen ? ' is-open' : ''}`} aria-hidden="true" />
          {title}
          {count !== undefined && <span class="section-count">{count}</span>}
        </button>
      </h3>
      {isOpen && <div class="section-body">{children}</div>}
    </section>
  );
}

function toggle(title: string): void {
  const next = new Set(closed.value);
  if (!next.delete(title)) next.add(title);
  closed.value = next;
}
