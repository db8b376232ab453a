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
  const call = `() => ${name}(${Object.values(span.input).map(literal).join(', ')})`;
  const way = below.some(asksOthers) ? played(name, call) : captured(call, span);
  const lines = [
    ...way.imports,
    "import '@bud/testing/vitest';",
    "import { expect, test } from 'vitest';",
    `import { ${name} } from ${literal(file.startsWith('/') ? file : `./${file}`)};`,
    '',
    `// What trace ${oneWord(span.traceId)} did.${way.remark}`,
    `test(${literal(name)}, async () => {`,
    ...way.run,
    ...below.filter(({ type }) => type === 'tool').map(toolLine),
    ...(span.error === undefined
      ? ['  expect(trace).toBeOk();', ...way.result]
      : [`  expect(trace).toHaveFailedWith(${literal(span.error.type)});`]),
    '});',
    '',
  ];
  return lines.join('\n');
}

/** How a function is called in a test, and what is known of its result. */
interface Way {
  readonly imports: readonly string[];
  readonly remark: string;
  readonly run: readonly string[];
  readonly result: readonly string[];
}

function asksOthers({ type, kind }: TraceSpan): boolean {
  return type === 'llm' || type === 'embedding' || kind === 'client';
}

/** Who answers may say something else in another run. */
function played(name: string, call: string): Way {
  const folder = `fixtures/${name}`;
  return {
    imports: ["import { existsSync } from 'node:fs';", "import { record, replay } from '@bud/testing/replay';"],
    remark: ' What it asks is recorded the first time, and played from then on.',
    run: [
      `  const run = existsSync(${literal(`${folder}/wire.jsonl`)}) ? replay : record;`,
      `  const trace = await run(${literal(folder)}, ${call});`,
    ],
    result: [],
  };
}

function captured(call: string, { output }: TraceSpan): Way {
  return {
    imports: ["import { capture } from '@bud/testing';"],
    remark: '',
    run: [`  const trace = await capture(${call});`],
    result: [`  expect(trace.result).toEqual(${literal(output)});`],
  };
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
