import { formatTemplate, parseTemplate, type Template, type ValueOptions } from '@bud/value';
import type { Attributes } from '@opentelemetry/api';
import { attributesOf } from '@bud/value';
import { LEVEL, MESSAGE, MESSAGE_TEMPLATE, SPAN_TYPE, TAGS, type SpanType } from '../attribute/names.ts';
import type { Level } from '@bud/value';

/** Templates are written in the source, so there are few; one that is made anew at each call must not fill the memory. */
const mostTemplates = 1000;
const parsed = new Map<string, Template>();

function parsedTemplate(source: string): Template {
  let template = parsed.get(source);
  if (template === undefined) {
    if (parsed.size >= mostTemplates) parsed.clear();
    parsed.set(source, (template = parseTemplate(source)));
  }
  return template;
}

/** What a span or log says besides its attributes. */
export interface Saying {
  readonly template: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly type: SpanType;
  readonly level: Level;
  readonly tags?: readonly string[] | undefined;
}

/** Learns of a placeholder that no attribute fills; it is written as it stands. */
export type OnMissing = (placeholder: string, template: string) => void;

/** The attributes of a span or log: what the program gave, its message, and what kind of record it is. */
export function recordAttributes(
  { template, values, type, level, tags }: Saying,
  options: ValueOptions,
  onMissing: OnMissing,
): Attributes {
  const shown = options.secrets.hideIn(template);
  const parts = parsedTemplate(shown);
  const names = Object.keys(values);
  for (const part of parts) if (typeof part !== 'string' && !names.includes(part.name)) onMissing(part.source, shown);
  return {
    ...attributesOf(values, options),
    [MESSAGE]: formatTemplate(parts, names, Object.values(values), options),
    [MESSAGE_TEMPLATE]: shown,
    [SPAN_TYPE]: type,
    [LEVEL]: level,
    ...(tags !== undefined && tags.length > 0 && { [TAGS]: [...tags] }),
  };
}
