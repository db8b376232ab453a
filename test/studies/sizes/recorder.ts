import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** What a program ships that records: the recorder, minified, with OpenTelemetry's API left out. */
export interface RecorderSize {
  readonly format: keyof typeof entries;
  readonly code: string;
  readonly bytes: number;
  readonly gzipBytes: number;
}

const entries = {
  json: `import { startTracking } from '@bud/runtime/otel';
startTracking();
`,
  inspect: `import { inspect } from '@bud/runtime/inspect';
import { startTracking } from '@bud/runtime/otel';
startTracking({ format: inspect });
`,
} as const;

/** The recorder without and with the other format, which takes an import. */
export async function measureRecorder(): Promise<readonly RecorderSize[]> {
  return Promise.all([weigh('json'), weigh('inspect')]);
}

async function weigh(format: RecorderSize['format']): Promise<RecorderSize> {
  const { outputFiles } = await build({
    stdin: { contents: entries[format], resolveDir: fileURLToPath(new URL('../../..', import.meta.url)) },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    external: ['@opentelemetry/api'],
    write: false,
    logLevel: 'silent',
  });
  const code = outputFiles[0]?.text ?? '';
  return { format, code, bytes: Buffer.byteLength(code), gzipBytes: gzipSync(code).length };
}
