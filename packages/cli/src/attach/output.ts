import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { toOtlp, traceOf, type SpanData } from '@bud/trace';
import { BadInput, fileFailure } from '../arguments/bad-input.ts';
import type { Call } from '../arguments/command.ts';
import { openViewer } from '../view/viewing.ts';
import { timedTree } from './tree.ts';

/** Where traces go. */
export interface TraceOutput {
  readonly write: (spans: readonly SpanData[]) => void;
  /** Resolves when all of it is there. */
  readonly end: () => Promise<void>;
}

/** The one that the flags of `bud attach` name; the terminal when they name none. */
export async function openOutput(call: Call): Promise<TraceOutput> {
  const { flags } = call;
  const named = ['out', 'view', 'otlp'].filter((name) => flags.has(name));
  if (named.length > 1)
    throw new BadInput(
      `${named.map((name) => `\`--${name}\``).join(' and ')} are two places`,
      'Leave out one of them.',
    );
  const [out, url] = [flags.get('out'), flags.get('otlp')];
  if (typeof out === 'string') return await toFile(resolve(call.folder, out), out);
  if (typeof url === 'string') return toReceiver(call, url);
  return flags.has('view') ? await toViewer(call) : toTerminal(call);
}

function toTerminal({ terminal: { out, outColors } }: Call): TraceOutput {
  return {
    write(spans) {
      for (const root of traceOf(spans).roots) out.write(`${timedTree(root, outColors).join('\n')}\n`);
    },
    end: () => Promise.resolve(),
  };
}

async function toFile(path: string, named: string): Promise<TraceOutput> {
  const file = createWriteStream(path, { flags: 'a' });
  await once(file, 'open').catch((error: unknown) => Promise.reject(fileFailure('write', named, error)));
  return {
    write: (spans) => void file.write(`${JSON.stringify(toOtlp(spans))}\n`),
    end: () => new Promise((done) => void file.end(done)),
  };
}

function toReceiver({ terminal: { err, errColors } }: Call, url: string): TraceOutput {
  const address = /\/v1\/traces\/?$/.test(url) ? url : `${url.replace(/\/$/, '')}/v1/traces`;
  const running = new Set<Promise<void>>();
  let hasFailed = false;
  const send = async (spans: readonly SpanData[]): Promise<void> => {
    const problem = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(toOtlp(spans)),
    }).then(
      (response) => (response.ok ? undefined : `it answered ${response.status}`),
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    if (problem === undefined || hasFailed) return;
    hasFailed = true;
    err.write(`${errColors.yellow('bud')} spans cannot be sent to ${address}: ${problem}\n`);
  };
  return {
    write(spans) {
      const sending = send(spans).finally(() => running.delete(sending));
      running.add(sending);
    },
    end: async () => void (await Promise.all(running)),
  };
}

/** A viewer that stands as long as the recording. */
async function toViewer(call: Call): Promise<TraceOutput> {
  const viewer = await openViewer({ ...call, flags: new Map([['live', true]]) }, []);
  const receiver = toReceiver(call, viewer.endpoint);
  return {
    write: receiver.write,
    async end() {
      await receiver.end();
      await viewer.close();
    },
  };
}
