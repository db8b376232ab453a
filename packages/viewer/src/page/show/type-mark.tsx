import type { TraceSpan } from '@bud/trace';
import type { JSX } from 'preact';
import { shownType } from '../../store/shown-type.ts';
import { colorOf } from './type.ts';

/** The kind of step in its color. */
export function TypeMark({ span }: { readonly span: TraceSpan }): JSX.Element {
  return <TypeName type={shownType(span)} />;
}

export function TypeName({ type }: { readonly type: string }): JSX.Element {
  return <span class={`type type-${colorOf(type)}`}>{type}</span>;
}
