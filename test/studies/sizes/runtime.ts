import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** What a program ships of the runtime, minified, with OpenTelemetry's API left out. */
export interface RuntimeSize {
  readonly part: keyof typeof parts;
  readonly code: string;
  readonly bytes: number;
  readonly gzipBytes: number;
}

const parts = {
  gate: `export { gate } from '@bud/runtime';`,
  recorder: `export { setTracking, startTracking } from '@bud/runtime/otel';`,
  'recorder and inspect': `export { setTracking, startTracking } from '@bud/runtime/otel';
export { inspect } from '@bud/runtime/inspect';`,
  track: `export { track } from '@bud/runtime/track';`,
} as const;

/** The parts of the runtime, each by itself. */
export async function measureRuntime(): Promise<readonly RuntimeSize[]> {
  return Promise.all(Object.keys(parts).map((part) => weigh(part as RuntimeSize['part'])));
}

/** From the TypeScript of the packages, so that it does not depend on what was built when. */
export async function weigh(part: RuntimeSize['part']): Promise<RuntimeSize> {
  const { outputFiles } = await build({
    stdin: { contents: parts[part], resolveDir: fileURLToPath(new URL('../../..', import.meta.url)) },
    bundle: true,
    minify: true,
    format: 'esm',
    conditions: ['@bud/source'],
    external: ['@opentelemetry/api'],
    write: false,
    logLevel: 'silent',
  });
  const code = outputFiles[0]?.text ?? '';
  return { part, code, bytes: Buffer.byteLength(code), gzipBytes: gzipSync(code, { level: 9 }).length };
}
