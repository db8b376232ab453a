import { Unpacking } from '../../packed/unpack.ts';
import type { RollUp } from '../../store/groups.ts';
import type { TraceList } from '../../store/traces.ts';
import { eachLine } from './lines.ts';
import type { Source, TraceUpdate } from './source.ts';
import { Turns } from './turns.ts';

/** What the server says of itself. */
interface About {
  readonly hasEditor: boolean;
  /** Whether it takes spans, and tells of them. */
  readonly isLive: boolean;
}

/** The traces of the server that has sent the page. */
export async function servedSource(): Promise<Source> {
  const { hasEditor, isLive } = (await ask('api/about')) as About;
  return {
    isLive,
    // Proof of the casts: server and page are of one package.
    list: async (query, count, signal) =>
      (await ask(`api/traces?${parameters({ query, count })}`, { signal })) as TraceList,
    rollUp: async (query, by, most, signal) =>
      (await ask(`api/rollup?${parameters({ query, by, most })}`, { signal })) as RollUp,
    trace: readTrace,
    onChange(listener) {
      const events = new EventSource('api/live');
      events.addEventListener('message', ({ data }) => {
        const { traceIds } = JSON.parse(String(data)) as { readonly traceIds?: readonly string[] };
        listener(traceIds);
      });
      // Whatever was missed while the server was away.
      events.addEventListener('open', () => listener(undefined));
    },
    openEditor: hasEditor ? openEditor : undefined,
  };
}

async function readTrace(id: string, after: number): Promise<TraceUpdate | undefined> {
  const response = await answerTo(`api/trace?${parameters({ id, after })}`);
  if (response?.body == null) return undefined;
  const reading = new Unpacking<Pick<TraceUpdate, 'revision' | 'flow'>>();
  let update: TraceUpdate | undefined;
  await eachLine(response.body, new Turns(), (line) => {
    const trace = reading.read(line);
    if (trace !== undefined) update = { ...trace.about, spans: trace.spans, logs: trace.logs };
  });
  return update;
}

async function ask(path: string, init?: RequestInit): Promise<unknown> {
  return await (await answerTo(path, init))?.json();
}

/** What the server answers; undefined when there is no such thing. */
async function answerTo(path: string, init?: RequestInit): Promise<Response | undefined> {
  const response = await fetch(path, init);
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(await response.text());
  return response;
}

function parameters(values: Readonly<Record<string, string | number>>): string {
  return new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)])).toString();
}

async function openEditor(file: string, line: number): Promise<boolean> {
  const headers = { 'content-type': 'application/json' };
  return (await ask('api/open', { method: 'POST', headers, body: JSON.stringify({ file, line }) })) !== undefined;
}
