import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The program as it is published; `npm test` builds it first. */
export const binary: string = fileURLToPath(new URL('../bin/bud.js', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `bud` in a folder, without a terminal. */
export function bud(
  folder: string,
  written: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): Promise<Finished> {
  const env = { ...process.env, FORCE_COLOR: undefined, BUD_TRACK: undefined, ...environment };
  const child = spawn(process.execPath, [binary, ...written], { cwd: folder, env });
  const texts = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.err += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...texts }));
  });
}
