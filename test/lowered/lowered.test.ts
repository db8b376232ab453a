import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { instrument } from '@bud/transform';
import { SpanStatusCode } from '@opentelemetry/api';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compilers, type Target } from './compilers.ts';

interface PrintedSpan {
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** What the program prints: of each scenario what came of it, off and on, and its spans. */
interface Report {
  readonly off: unknown;
  readonly on: unknown;
  readonly spans: Readonly<Record<string, readonly PrintedSpan[]>>;
  readonly failureCount: number;
  readonly exported: number;
}

const here = fileURLToPath(new URL('.', import.meta.url));
// Below the repository, where Node finds OpenTelemetry.
const folder = mkdtempSync(join(here, '.run-'));
let bundle: string;
let plain: Report;

/** The program and the whole runtime as one script; what is native and OpenTelemetry stay outside. */
beforeAll(async () => {
  const file = join(here, 'program.mjs');
  const { code } = instrument(readFileSync(file, 'utf8'), 'program.mjs');
  const { outputFiles } = await build({
    stdin: { contents: code, sourcefile: file, resolveDir: here },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    conditions: ['@bud/source'],
    external: ['./native.cjs', '@opentelemetry/*'],
  });
  bundle = outputFiles[0]?.text ?? '';
  copyFileSync(join(here, 'native.cjs'), join(folder, 'native.cjs'));
  plain = await run('plain', bundle);
});

afterAll(() => rmSync(folder, { recursive: true }));

async function run(name: string, code: string): Promise<Report> {
  const file = join(folder, `${name}.cjs`);
  writeFileSync(file, code);
  const { stdout } = await promisify(execFile)(process.execPath, [file], { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as Report; // printed by the program
}

test('every scenario has spans, and does the same off and on', () => {
  expect(plain.on).toEqual(plain.off);
  expect(plain.failureCount).toBe(0);
  for (const [scenario, spans] of Object.entries(plain.spans)) expect(spans, scenario).not.toEqual([]);
});

const cases = Object.entries(compilers).flatMap(
  ([name, { lower, minify }]) =>
    Object.entries(lower).map(([target, lowered]) => ({ name, target: target as Target, lowered, minify })), // its keys
);

test.each(cases)('$name, $target: lowered and minified the same spans', async ({ name, target, lowered, minify }) => {
  const expected = name === 'swc' && target === 'es5' ? withFixedGenerators(plain) : plain;
  const code = await lowered(bundle);
  expect(await run(`${name}-${target}`, code)).toEqual(expected);
  expect(await run(`${name}-${target}-minified`, await minify(code, target))).toEqual(expected);
});

/**
 * The methods of the objects that SWC makes of generators cannot be replaced: where such an object is returned, its items
 * cannot be watched, and the span ends when the function returns, with nothing known of the outcome.
 */
function withFixedGenerators(report: Report): Report {
  const [span, ...rest] = report.spans['returned'] ?? [];
  const { 'bud.track.completed': _completed, 'bud.track.yield_count': _count, ...attributes } = span?.attributes ?? {};
  const fixed = { ...span, attributes, status: { code: SpanStatusCode.UNSET } };
  return { ...report, spans: { ...report.spans, returned: [fixed, ...rest] } };
}
