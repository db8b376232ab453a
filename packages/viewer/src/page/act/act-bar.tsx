import type { TraceSpan } from '@bud/trace';
import type { JSX } from 'preact';
import { placeOf } from '../detail/place.ts';
import { openPlace } from './open-place.ts';
import { announce, copy } from './announce.ts';
import { jsonOf, markdownOf } from '../../excerpt/excerpt.ts';
import { testOf } from '../../excerpt/test-of.ts';

/** What can be done with a span. */
export function ActBar({ span }: { readonly span: TraceSpan }): JSX.Element {
  const place = placeOf(span.attributes);
  return (
    <div class="acts" role="toolbar" aria-label="Acts">
      <button type="button" title="For a chat with a model (m)" onClick={() => copyMarkdown(span)}>
        Copy Markdown
      </button>
      <button type="button" title="The subtree as JSON" onClick={() => void copy(() => jsonOf(span), 'JSON')}>
        Copy JSON
      </button>
      <button type="button" title="A link to this span" onClick={() => void copy(location.href, 'link')}>
        Copy link
      </button>
      {isTestable(span) && (
        <button type="button" title="A test that does this again (x)" onClick={() => copyTest(span)}>
          Make a test
        </button>
      )}
      {place !== undefined &&
        (openPlace.value === undefined ? (
          <button
            type="button"
            class="place"
            title="Copy the place"
            onClick={() => void copy(`${place.file}:${place.line}`, 'place')}
          >
            {place.file}:{place.line}
          </button>
        ) : (
          <button type="button" class="place" title="Open in the editor (o)" onClick={() => openPlace.value?.(place)}>
            {place.file}:{place.line}
          </button>
        ))}
    </div>
  );
}

/** Whether it says which function it is; what the test is made of is read only when it is wanted. */
function isTestable({ attributes }: TraceSpan): boolean {
  return typeof attributes['code.function.name'] === 'string' && typeof attributes['code.file.path'] === 'string';
}

/** Copies a test file; says so where none can be made. */
export function copyTest(span: TraceSpan): void {
  const test = testOf(span);
  if (test === undefined) announce('A test needs a function that can be imported by its name');
  else void copy(test, `test: keep it as ${String(span.attributes['code.function.name'])}.test.ts`);
}

export function copyMarkdown(span: TraceSpan): void {
  void copy(() => markdownOf(span), 'Markdown');
}
