import type { JSX } from 'preact';
import { Icon } from '../show/icon.tsx';
import { wordsIn, toggled } from '../../store/query.ts';
import { typed } from '../state/traces.ts';

/** What is asked for most, with one click each. */
const chips: readonly (readonly [part: string, label: string])[] = [
  ['error', 'Errors'],
  ['running', 'Running'],
  ['type:agent', 'Agents'],
  ['type:llm', 'Models'],
  ['type:tool', 'Tools'],
  ['>1s', 'Slow'],
  ['$>0.01', 'Costly'],
];

export function SearchBox(): JSX.Element {
  const parts = wordsIn(typed.value);
  return (
    <search class="search">
      <label class="search-field">
        <Icon name="search" />
        <input
          id="search"
          type="search"
          placeholder="Search traces"
          aria-label="Search traces"
          aria-describedby="search-help"
          autocomplete="off"
          spellcheck={false}
          value={typed.value}
          onInput={({ currentTarget }) => (typed.value = currentTarget.value)}
        />
        <kbd aria-hidden="true">/</kbd>
      </label>
      <p id="search-help" class="sr-only">
        Words that a trace holds, or name:search, type:tool, service:api, error, running, &gt;2s, &lt;500ms, $&gt;0.01,
        tokens&gt;1000.
      </p>
      <div class="chips" role="group" aria-label="Filters">
        {chips.map(([part, label]) => (
          <button
            key={part}
            type="button"
            class="chip"
            aria-pressed={parts.includes(part)}
            title={part}
            onClick={() => (typed.value = toggled(typed.value, part))}
          >
            {label}
          </button>
        ))}
      </div>
    </search>
  );
}
