import { diffLines } from 'diff';
import type { WireRequest } from './exchange.ts';
import { shownRequest } from './fixture.ts';

/** A program has asked what was not recorded, or asked it more often. */
export class UnrecordedRequestError extends Error {
  override readonly name = 'UnrecordedRequestError';
}

/** Says what was asked, and how the recorded request that is most like it differs. */
export function unrecorded(
  asked: WireRequest,
  recorded: readonly WireRequest[],
  folder: string,
): UnrecordedRequestError {
  const title = `${asked.method} ${shownRequest(asked).url}`;
  const lines = linesOf(asked);
  const known = recorded.map((each, index) => ({ index, lines: linesOf(each) }));
  const [nearest] = known.toSorted((a, b) => inCommon(b.lines, lines) - inCommon(a.lines, lines));
  if (nearest === undefined)
    return new UnrecordedRequestError(`${title} was not recorded: ${folder} holds no request.`);
  const difference = differenceOf(nearest.lines, lines);
  const number = nearest.index + 1;
  return new UnrecordedRequestError(
    difference === ''
      ? `${title} is asked more often than it was recorded in ${folder}, where it is request ${number}.`
      : `${title} was not recorded in ${folder}. The nearest recorded request is ${number}, and differs:\n\n${difference}`,
  );
}

/** What identifies a request; headers differ from run to run, and clients from runtime to runtime. */
export function keyOf(asked: WireRequest): string {
  const { method, url, body } = shownRequest(asked);
  return JSON.stringify([method, url, body.text, body.base64]);
}

function linesOf(asked: WireRequest): readonly string[] {
  const { method, url, body } = shownRequest(asked);
  return [`${method} ${url}`, ...pretty(body.text ?? body.base64 ?? '').split('\n')];
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function inCommon(some: readonly string[], others: readonly string[]): number {
  const known = new Set(others);
  return some.filter((line) => known.has(line)).length - some.length / 1000;
}

const mostLines = 30;

/** The lines that differ, each with its sign. */
function differenceOf(before: readonly string[], after: readonly string[]): string {
  const changed = diffLines(`${before.join('\n')}\n`, `${after.join('\n')}\n`).filter(
    ({ added, removed }) => added || removed,
  );
  const lines = changed.flatMap(({ added, value }) =>
    value
      .trimEnd()
      .split('\n')
      .map((line) => `${added ? '+' : '-'} ${line}`),
  );
  const more = lines.length - mostLines;
  return [...lines.slice(0, mostLines), ...(more > 0 ? [`… ${more} more lines`] : [])].join('\n');
}
