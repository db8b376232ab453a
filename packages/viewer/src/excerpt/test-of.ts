import type { TraceSpan } from '@bud/trace';
import { subtree } from './excerpt.ts';

/**
 * A test for Vitest that calls a span's function again, with what it was given, and expects what it did; undefined where the
 * span does not say which function that is, or where it is a method, whose object nobody knows.
 *
 *   no model below   its result, or the error that it failed with
 *   some             the tools that were called: what it asks over HTTP is recorded the first time, and played from then on
 */
export function testOf(span: TraceSpan): string | undefined {
  const { 'code.file.path': file, 'code.function.name': name } = span.attributes;
  if (typeof file !== 'string' || typeof name !== 'string' || !isName(name)) return undefined;
  const below = subtree(span);
  const isPlayed = below.some(({ type, kind }) => type === 'llm' || type === 'embedding' || kind === 'client');
  const call = `() => ${name}(${Object.values(span.input).map(literal).join(', ')})`;
  const folder = literal(`fixtures/${name}`);
  const lines = [
    ...(isPlayed ? ["import { existsSync } from 'node:fs';"] : []),
    ...(isPlayed
      ? ["import { record, replay } from '@bud/testing/replay';"]
      : ["import { capture } from '@bud/testing';"]),
    "import '@bud/testing/vitest';",
    "import { expect, test } from 'vitest';",
    `import { ${name} } from ${literal(file.startsWith('/') ? file : `./${file}`)};`,
    '',
    `// What trace ${oneWord(span.traceId)} did.${isPlayed ? ' What it asks is recorded the first time, and played from then on.' : ''}`,
    `test(${literal(name)}, async () => {`,
    ...(isPlayed
      ? [
          `  const run = existsSync(${literal(`fixtures/${name}/wire.jsonl`)}) ? replay : record;`,
          `  const trace = await run(${folder}, ${call});`,
        ]
      : [`  const trace = await capture(${call});`]),
    ...below.filter(({ type }) => type === 'tool').map(toolLine),
    ...(span.error === undefined
      ? ['  expect(trace).toBeOk();', ...(isPlayed ? [] : [`  expect(trace.result).toEqual(${literal(span.output)});`])]
      : [`  expect(trace).toHaveFailedWith(${literal(span.error.type)});`]),
    '});',
    '',
  ];
  return lines.join('\n');
}

function toolLine({ name, attributes, input }: TraceSpan): string {
  const { 'gen_ai.tool.name': tool } = attributes;
  const called = typeof tool === 'string' ? tool : name.replace(/^execute_tool /, '');
  return `  expect(trace).toHaveCalledTool(${literal(called)}, ${literal(input)});`;
}

/** A function that can be imported by its name, and is none of the language's own words. */
function isName(name: string): boolean {
  return (
    /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) && !/^(?:default|new|class|function|import|this)$/.test(name)
  );
}

/** A value as code: JSON is JavaScript. What stands in a trace stays a value, whatever is written in it. */
function literal(value: unknown): string {
  return value === undefined ? 'undefined' : JSON.stringify(value);
}

function oneWord(id: string): string {
  return id.replaceAll(/\W/g, '');
}
