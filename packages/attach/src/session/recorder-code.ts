import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { AttachError } from '../attach-error.ts';

/** What is put into a process; `build-recorder.mjs` writes it. */
interface RecorderFile {
  readonly expression: string;
  readonly integrity: string;
}

/** The one expression that is ever evaluated in a process, if it is the one that was built. */
export function recorderCode(): string {
  // Proof of the cast: our own build wrote it.
  const { expression, integrity } = JSON.parse(
    readFileSync(new URL('../../dist/recorder.json', import.meta.url), 'utf8'),
  ) as RecorderFile;
  return unchangedCode(expression, integrity);
}

export function unchangedCode(expression: string, integrity: string): string {
  if (createHash('sha256').update(expression).digest('base64') === integrity) return expression;
  throw new AttachError(
    'the recorder of @bud/attach is not the one that was published',
    'Install the package again; nothing was put into the process.',
  );
}
