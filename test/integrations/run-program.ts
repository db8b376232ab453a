import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Attributes } from '@opentelemetry/api';

/** A span that a program here has made. */
interface RecordedSpan {
  readonly name: string;
  readonly kind: number;
  readonly scope: string;
  /** Which of the traces it belongs to, in the order of their first ends. */
  readonly trace: number;
  readonly id: string;
  readonly parent?: string;
  readonly status: number;
  readonly attributes: Attributes;
}

/** What a program here prints at its end, and what it says before. */
export interface Recorded {
  readonly spans: readonly RecordedSpan[];
  readonly logs: readonly {
    readonly body: string;
    readonly severityText: string;
    readonly attributes: Attributes;
    readonly span?: string;
  }[];
  readonly found: Readonly<Record<string, unknown>>;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program in a Node process of its own: how a library is loaded is a part of what is tested. */
export async function runProgram(name: string, ...args: readonly string[]): Promise<Recorded> {
  const path = fileURLToPath(new URL(`programs/${name}`, import.meta.url));
  const { stdout, stderr } = await new Promise<{ stdout: string; stderr: string }>((resolve, reject) => {
    execFile(
      process.execPath,
      ['--no-warnings', path, ...args],
      { timeout: 60_000, env: { ...process.env, FORCE_COLOR: '0' } },
      (error, stdout, stderr) => {
        if (error === null) resolve({ stdout, stderr });
        else reject(new Error(`${name} failed:\n${stderr}`, { cause: error }));
      },
    );
  });
  // Proof of the cast: the last line is what `printRecorded` has written.
  const recorded = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Omit<Recorded, 'stdout' | 'stderr'>;
  return { ...recorded, stdout, stderr };
}

/** The spans as a tree, a name a line; siblings in the order of their ends. */
export function treeOf({ spans }: Recorded): readonly string[] {
  const below = (parent: string | undefined, depth: number): readonly string[] =>
    spans
      .filter((span) => span.parent === parent)
      .flatMap(({ name, id }) => ['  '.repeat(depth) + name, ...below(id, depth + 1)]);
  return below(undefined, 0);
}
