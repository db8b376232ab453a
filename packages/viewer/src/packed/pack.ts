/**
 * Traces on their way to a page: what its tree needs of all spans at once, the rest of each as a string that is read when
 * somebody looks at that span.
 *
 *   pack          a trace ─▶ {"spanIds":[…],"startMs":[…],…}        columns, on the first line
 *                            {"attributes":{…},"events":[…]}        the rest of each span, a line each
 *   unpack        lines, as they come ─▶ traces
 *   packed-span   one row of the columns, and its line
 */
import { usageIn, type LogData, type SpanData, type Usage } from '@bud/trace';
import { spanTypeOf } from '@bud/value';

/** What a page is sent of a trace. */
export interface PackedTrace<About> {
  readonly traceId: string;
  /** What else is to be known of it. */
  readonly about: About;
  readonly spans: readonly SpanData[];
  readonly logs: readonly LogData[];
}

/** The first line of a packed trace; what stands in it of each span, stands at the span's place. */
export interface Columns<About> {
  readonly traceId: string;
  readonly about: About;
  readonly logs: readonly LogData[];
  readonly spanIds: readonly string[];
  readonly parentIds: readonly (string | null)[];
  readonly startMs: readonly number[];
  readonly durationMs: readonly (number | null)[];
  readonly names: Column<string>;
  readonly kinds: Column<SpanData['kind']>;
  readonly types: Column<string | null>;
  readonly models: Column<string | null>;
  readonly statuses: Column<SpanData['status']>;
  readonly resources: Column<SpanData['resource']>;
  readonly scopes: Column<SpanData['scope']>;
  /** By the span's place: few have any. */
  readonly usages: Readonly<Record<number, Usage>>;
  /** Places of spans that stand for a log, or have events. */
  readonly logged: readonly number[];
}

/** Values that many spans have in common, once, and which of them each span has. */
export interface Column<Value> {
  readonly values: readonly Value[];
  readonly at: readonly number[];
}

/** What is not in the columns. */
export interface SpanRest {
  readonly attributes: SpanData['attributes'];
  readonly events?: SpanData['events'];
  readonly links?: SpanData['links'];
}

/** So many lines at once: a chunk is some tens of kilobytes. */
const linesAtOnce = 200;

/** The lines of a trace, some at a time; each ends with a newline. */
export function* packed<About>(trace: PackedTrace<About>): Generator<string> {
  const { spans } = trace;
  yield `${JSON.stringify(columnsOf(trace))}\n`;
  for (let from = 0; from < spans.length; from += linesAtOnce)
    yield spans
      .slice(from, from + linesAtOnce)
      .map((span) => `${JSON.stringify(restOf(span))}\n`)
      .join('');
}

/** In one go over the spans, which lie all over the memory. */
function columnsOf<About>({ traceId, about, spans, logs }: PackedTrace<About>): Columns<About> {
  const columns = emptyColumns();
  for (const [place, span] of spans.entries()) {
    const { attributes } = span;
    columns.spanIds.push(span.spanId);
    columns.parentIds.push(span.parentSpanId ?? null);
    columns.startMs.push(span.startMs);
    columns.durationMs.push(span.durationMs ?? null);
    columns.names.add(span.name);
    columns.kinds.add(span.kind);
    columns.types.add(spanTypeOf(attributes) ?? null);
    columns.models.add(modelIn(attributes));
    columns.statuses.add(span.status);
    columns.resources.add(span.resource);
    columns.scopes.add(span.scope);
    const usage = usageIn(attributes);
    if (usage !== undefined) columns.usages[place] = usage;
    if (span.events.length > 0 || attributes['bud.span_type'] === 'log') columns.logged.push(place);
  }
  return { traceId, about, logs, ...columns };
}

/** The columns while they are written. */
interface GrowingColumns {
  readonly spanIds: string[];
  readonly parentIds: (string | null)[];
  readonly startMs: number[];
  readonly durationMs: (number | null)[];
  readonly names: ColumnWriter<string>;
  readonly kinds: ColumnWriter<SpanData['kind']>;
  readonly types: ColumnWriter<string | null>;
  readonly models: ColumnWriter<string | null>;
  readonly statuses: ColumnWriter<SpanData['status']>;
  readonly resources: ColumnWriter<SpanData['resource']>;
  readonly scopes: ColumnWriter<SpanData['scope']>;
  readonly usages: Record<number, Usage>;
  readonly logged: number[];
}

function emptyColumns(): GrowingColumns {
  return {
    spanIds: [],
    parentIds: [],
    startMs: [],
    durationMs: [],
    names: new ColumnWriter(),
    kinds: new ColumnWriter(),
    types: new ColumnWriter(),
    models: new ColumnWriter(),
    statuses: new ColumnWriter(({ code, message = '' }) => `${code} ${message}`),
    resources: new ColumnWriter<SpanData['resource']>(jsonOnce()),
    scopes: new ColumnWriter<SpanData['scope']>(jsonOnce()),
    usages: {},
    logged: [],
  };
}

function modelIn({ 'gen_ai.request.model': model }: SpanData['attributes']): string | null {
  return typeof model === 'string' ? model : null;
}

function restOf({ attributes, events, links }: SpanData): SpanRest {
  return { attributes, ...(events.length > 0 && { events }), ...(links.length > 0 && { links }) };
}

class ColumnWriter<Value> implements Column<Value> {
  readonly values: Value[] = [];
  readonly at: number[] = [];
  readonly #places = new Map<unknown, number>();
  readonly #keyOf: (value: Value) => unknown;

  /** Values are the same that have the same key. */
  constructor(keyOf: (value: Value) => unknown = (value) => value) {
    this.#keyOf = keyOf;
  }

  add(value: Value): void {
    const key = this.#keyOf(value);
    let place = this.#places.get(key);
    if (place === undefined) this.#places.set(key, (place = this.values.push(value) - 1));
    this.at.push(place);
  }
}

/** The JSON of objects; spans that follow each other mostly share the very same one. */
function jsonOnce(): (value: object) => string {
  let last: object | undefined;
  let json = '';
  return (value) => {
    if (value !== last) [last, json] = [value, JSON.stringify(value)];
    return json;
  };
}
