import { traceSpan, type LooseSpan, type SpanData, type TraceSpan } from '@bud/trace';
import type { Column, Columns, SpanRest } from './pack.ts';

/** A span whose attributes, events and links are read when they are asked for. */
export class PackedSpan implements LooseSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: SpanData['kind'];
  readonly startMs: number;
  readonly durationMs: number | undefined;
  readonly isOpen: boolean;
  readonly status: SpanData['status'];
  readonly resource: SpanData['resource'];
  readonly scope: SpanData['scope'];
  readonly type: string | undefined;
  readonly model: string | undefined;
  readonly usage: TraceSpan['usage'];
  readonly hasLogs: boolean;
  /** The rest as JSON. */
  readonly text: string;
  parent: LooseSpan | undefined = undefined;
  readonly children: LooseSpan[] = [];
  #rest: SpanRest | undefined;
  #meaning: TraceSpan | undefined;

  constructor(columns: Columns<unknown>, place: number, hasLogs: boolean, text: string) {
    const { names, kinds, statuses, resources, scopes, types, models } = columns;
    this.traceId = columns.traceId;
    this.spanId = columns.spanIds[place] ?? '';
    this.parentSpanId = columns.parentIds[place] ?? undefined;
    this.name = valueAt(names, place) ?? '';
    this.kind = valueAt(kinds, place) ?? 'internal';
    this.startMs = columns.startMs[place] ?? 0;
    this.durationMs = columns.durationMs[place] ?? undefined;
    this.isOpen = this.durationMs === undefined;
    this.status = valueAt(statuses, place) ?? { code: 'unset', message: undefined };
    this.resource = valueAt(resources, place) ?? {};
    this.scope = valueAt(scopes, place) ?? { name: '', version: undefined };
    this.type = valueAt(types, place) ?? undefined;
    this.model = valueAt(models, place) ?? undefined;
    this.usage = columns.usages[place];
    this.hasLogs = hasLogs;
    this.text = text;
  }

  get attributes(): SpanData['attributes'] {
    return this.#read().attributes;
  }

  get events(): SpanData['events'] {
    return this.#read().events ?? [];
  }

  get links(): SpanData['links'] {
    return this.#read().links ?? [];
  }

  get input(): TraceSpan['input'] {
    return this.#understood().input;
  }

  get output(): unknown {
    return this.#understood().output;
  }

  get error(): TraceSpan['error'] {
    return this.status.code === 'error' ? this.#understood().error : undefined;
  }

  #read(): SpanRest {
    // Proof of the cast: `packed` has written it.
    return (this.#rest ??= JSON.parse(this.text) as SpanRest);
  }

  #understood(): TraceSpan {
    return (this.#meaning ??= traceSpan(this));
  }
}

function valueAt<Value>({ values, at }: Column<Value>, place: number): Value | undefined {
  return values[at[place] ?? -1];
}
