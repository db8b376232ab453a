import type { TraceSpan } from '@bud/trace';
import type { JSX } from 'preact';
import { openPlace } from '../act/open-place.ts';
import { framesIn } from './place.ts';
import { Section } from './section.tsx';

/** Why a span failed, with the stack; frames in the project open in the editor. */
export function FailureView({ span }: { readonly span: TraceSpan }): JSX.Element {
  const { error, events } = span;
  const exception = events.findLast(({ name }) => name === 'exception')?.attributes;
  const message = error?.message || textOf(exception?.['exception.message']);
  const stack = textOf(exception?.['exception.stacktrace']);
  return (
    <Section title="Error">
      <p class="failure">
        <strong>{error?.type}</strong> {message}
      </p>
      {stack !== '' && (
        <pre class="stack" tabIndex={0} aria-label="Stack">
          {framesIn(stack).map(({ text, place }, index) => (
            <span key={index} class={place === undefined || text.includes('node_modules') ? 'frame is-dim' : 'frame'}>
              {place === undefined || openPlace.value === undefined ? (
                text
              ) : (
                <button type="button" class="link" onClick={() => openPlace.value?.(place)}>
                  {text}
                </button>
              )}
              {'\n'}
            </span>
          ))}
        </pre>
      )}
    </Section>
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
