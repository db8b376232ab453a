/**
 * A server, start-viewer, or a part of another one, panel, and each request to it, handler:
 *
 *   url        what for?
 *   guard      from whom? another site's page, or one without the token, is refused
 *   body       how much? what is too large is refused while it comes
 *   /v1/*      ─▶ receive ─▶ store, and the file (keeping)
 *   /__bud/    ─▶ page; with traces in it, for a file: page-of
 *   /__bud/api ─▶ the list, its roll-up, a trace, changes as they happen (live), the editor ─▶ answer
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OpenEditor } from '../editor/open-editor.ts';
import { groupings, sums } from '../store/groups.ts';
import { parseQuery } from '../store/query.ts';
import type { Traces } from '../store/traces.ts';
import { packed } from '../packed/pack.ts';
import { answerJson, answerLines, answerText, answerWith } from './answer.ts';
import { BadRequest, bodyOf } from './body.ts';
import { cookieName, refusalOf, type Door } from './guard.ts';
import { tellChanges } from './live.ts';
import { pageHeaders, pageHtml } from './page.ts';
import { urlOf } from './url.ts';
import { receive, type SpanReceiver } from './receive.ts';

/** What a server needs to answer. */
export interface ViewerParts {
  readonly door: Door;
  readonly traces: Traces;
  /** Undefined where spans are sent elsewhere. */
  readonly receiver: SpanReceiver | undefined;
  /** Opens a place of the project in the user's editor; undefined where there is none. */
  readonly openEditor: OpenEditor | undefined;
}

/** The page's address on any server that has it. */
export const basePath = '/__bud/';

/** Answers a request; gives false, and answers nothing, when it is for none of the viewer's paths. */
export function viewerHandler(parts: ViewerParts): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const url = urlOf(request);
    const route = url === undefined ? undefined : routeOf(url.pathname);
    if (url === undefined || route === undefined) return false;
    const takesSpans = route.signal !== undefined;
    const refusal = refusalOf(request, parts.door, takesSpans);
    if (refusal !== undefined) answerText(response, refusal.status, refusal.reason);
    else if (takesSpans && allowOrigin(request, response)) response.writeHead(204).end();
    else if (!route.methods.includes(request.method ?? '')) answerText(response, 405, `Ask with ${route.methods[0]}.`);
    else
      Promise.resolve(route.answer({ request, response, url, ...parts })).catch((error: unknown) =>
        answerError(response, error),
      );
    return true;
  };
}

interface Asked extends ViewerParts {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
}

interface Route {
  readonly methods: readonly string[];
  readonly signal?: string;
  readonly answer: (asked: Asked) => void | Promise<void>;
}

const reading: readonly string[] = ['GET', 'HEAD'];
const writing: readonly string[] = ['POST'];

const routes: Readonly<Record<string, Route>> = {
  '': { methods: reading, answer: answerPage },
  'api/traces': { methods: reading, answer: answerList },
  'api/rollup': { methods: reading, answer: answerRollUp },
  'api/trace': { methods: reading, answer: answerTrace },
  'api/live': { methods: reading, answer: ({ traces, response }) => tellChanges(traces, response) },
  'api/about': {
    methods: reading,
    answer: ({ response, openEditor, receiver }) =>
      answerJson(response, {
        hasEditor: openEditor !== undefined,
        isLive: receiver !== undefined,
      }),
  },
  'api/open': { methods: writing, answer: answerOpen },
  'v1/traces': takes('traces'),
  'v1/logs': takes('logs'),
  'v1/metrics': takes('metrics'),
};

/** Spans are also taken where OTLP's exporters send them by themselves. */
function routeOf(pathname: string): Route | undefined {
  const path = pathname.startsWith(basePath) ? pathname.slice(basePath.length) : pathname.slice(1);
  if (!pathname.startsWith(basePath) && !path.startsWith('v1/')) return undefined;
  return Object.hasOwn(routes, path) ? routes[path] : undefined;
}

function takes(signal: 'traces' | 'logs' | 'metrics'): Route {
  return {
    methods: writing,
    signal,
    async answer({ request, response, receiver }) {
      if (receiver === undefined)
        throw new BadRequest(404, 'Nothing is received here: the traces are those of a database.');
      const type = request.headers['content-type'] ?? '';
      const { contentType, body } = await receive(signal, type, await bodyOf(request), receiver);
      answerWith(response, 200, contentType, body);
    },
  };
}

/** Lets pages of this machine send spans; says whether that was all that was asked. */
function allowOrigin(request: IncomingMessage, response: ServerResponse): boolean {
  const { origin } = request.headers;
  if (origin !== undefined) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('vary', 'origin');
  }
  if (request.method !== 'OPTIONS') return false;
  response.setHeader('access-control-allow-methods', 'POST');
  response.setHeader('access-control-allow-headers', 'content-type, content-encoding, authorization, traceparent');
  response.setHeader('access-control-max-age', '600');
  return true;
}

function answerPage({ request, response, url, door }: Asked): void {
  const html = pageHtml();
  const headers = pageHeaders(html);
  const token = url.searchParams.get('token');
  if (door.token !== undefined && token !== null) {
    // From here on it is a cookie, which no link and no history tells others.
    const cookie = `${cookieName(request)}=${door.token}; HttpOnly; SameSite=Strict; Path=/`;
    response.writeHead(303, { location: basePath, 'set-cookie': cookie }).end();
  } else if (request.headers['if-none-match'] === headers['etag']) response.writeHead(304, headers).end();
  else response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : html);
}

async function answerList({ traces, response, url }: Asked): Promise<void> {
  const query = parseQuery(url.searchParams.get('query') ?? '');
  const from = countIn(url, 'from', 0);
  answerJson(response, await traces.list(query, from, countIn(url, 'count', 500), untilGone(response)));
}

async function answerRollUp({ traces, response, url }: Asked): Promise<void> {
  const query = parseQuery(url.searchParams.get('query') ?? '');
  const [by, most] = [oneOf(groupings, url, 'by', 'name'), oneOf(sums, url, 'most', 'totalMs')];
  answerJson(response, await traces.rollUp(query, by, most, untilGone(response)));
}

function oneOf<Word extends string>(
  words: readonly Word[],
  { searchParams }: URL,
  name: string,
  otherwise: Word,
): Word {
  const asked = searchParams.get(name) ?? otherwise;
  const found = words.find((word) => word === asked);
  if (found === undefined) throw new BadRequest(400, `${name} is one of ${words.join(', ')}.`);
  return found;
}

/** Fires when whoever has asked is gone before the answer. */
function untilGone(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}

async function answerTrace({ traces, response, url }: Asked): Promise<void> {
  const trace = await traces.trace(url.searchParams.get('id') ?? '', countIn(url, 'after', 0));
  if (trace === undefined) answerText(response, 404, 'There is no such trace.');
  else await answerLines(response, packed({ ...trace, about: { revision: trace.revision, flow: trace.flow } }));
}

async function answerOpen({ request, response, openEditor }: Asked): Promise<void> {
  // A form of another page can send text, but not this, without asking first.
  if (request.headers['content-type'] !== 'application/json') throw new BadRequest(415, 'JSON is expected.');
  const { file, line } = placeIn((await bodyOf(request)).toString('utf8'));
  const isOpened = openEditor !== undefined && (await openEditor(file, line));
  if (isOpened) answerJson(response, {});
  else answerText(response, 404, 'There is no such file in the project.');
}

function placeIn(json: string): { readonly file: string; readonly line: number } {
  try {
    const { file, line } = Object(JSON.parse(json)) as { readonly file?: unknown; readonly line?: unknown };
    if (typeof file === 'string') return { file, line: typeof line === 'number' ? line : 1 };
  } catch (error) {
    throw new BadRequest(400, 'The body is no JSON.', error);
  }
  throw new BadRequest(400, 'A file is missing.');
}

function countIn({ searchParams }: URL, name: string, otherwise: number): number {
  const count = Number(searchParams.get(name) ?? otherwise);
  return Number.isSafeInteger(count) && count >= 0 ? count : otherwise;
}

function answerError(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return void response.destroy();
  const status = error instanceof BadRequest ? error.status : 500;
  // What is still to come is not read; a client that would go on sending is told to stop.
  response.setHeader('connection', 'close');
  answerText(response, status, error instanceof BadRequest ? error.message : 'Something went wrong in the viewer.');
}
