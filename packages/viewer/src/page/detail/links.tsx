import type { SpanLink } from '@bud/trace';
import type { JSX } from 'preact';
import { go } from '../state/route.ts';

export function Links({ links }: { readonly links: readonly SpanLink[] }): JSX.Element {
  return (
    <ul class="links">
      {links.map(({ traceId, spanId }, index) => (
        <li key={index}>
          <button type="button" class="link" onClick={() => go({ traceId, spanId, beforeId: undefined })}>
            {traceId.slice(0, 8)}… / {spanId}
          </button>
        </li>
      ))}
    </ul>
  );
}
