import { readFileSync } from 'node:fs';
import { instrument } from '@bud/transform';
import type { FixtureCase } from '../fixtures/fixture-case.ts';
import type { Observation } from '../fixtures/observe-module.ts';
import { observeRun } from '../fixtures/observe-run.ts';
import { recordSpans } from '../fixtures/record-spans.ts';
import { toRunnableModule, type RunnableModule } from '../fixtures/runnable-module.ts';
import type { SpanNode } from '../fixtures/span-tree.ts';
import type { Tool } from './tools.ts';
import { withoutTypes } from './without-types.ts';

/** Another tool in the same build, before Bud Track or after it. */
export interface Composition {
  readonly name: string;
  readonly tool: Tool;
  readonly place: 'before' | 'behind';
  /** The tool makes CommonJS of ECMAScript modules. */
  readonly isToCommonJs?: true;
}

/** What one fixture does that went through both, and what it should do. */
export interface ComposedRun {
  readonly plain: Observation;
  readonly off: Observation;
  readonly on: Observation;
  readonly spans: readonly SpanNode[];
  readonly expectedSpans: readonly SpanNode[];
  /** Whether Bud Track leaves its own output alone after the tool. */
  readonly isStable: boolean;
}

/** Builds a fixture with the tool alone and with both, and runs it plain, off and on. */
export async function runComposed(composition: Composition, fixture: FixtureCase): Promise<ComposedRun> {
  const { plain, tracked } = await (composition.place === 'behind' ? behind : before)(composition, fixture);
  // CommonJS is loaded once per path.
  const path = `composition/${composition.place}/${composition.name}/${fixture.name}`;
  const on = await recordSpans(() => observeRun(`${path}/on`, tracked));
  const isBefore = composition.place === 'before';
  const expected = JSON.parse(readFileSync(`${fixture.folder}/spans.json`, 'utf8')) as readonly SpanNode[]; // a test's
  return {
    plain: await observeRun(`${path}/plain`, plain),
    off: await observeRun(`${path}/off`, tracked),
    on: on.result,
    spans: isBefore ? on.spans.map(withoutPlace) : on.spans,
    expectedSpans: isBefore ? expected.map(withoutPlace) : expected,
    isStable: !instrument(tracked.code, `${fixture.file}.${tracked.extension}`, fixture.options).changed,
  };
}

/** Off or on, the fixture did something else than plain. */
export function hasOtherResults({ plain, off, on }: ComposedRun): boolean {
  return !isSame(off, plain) || !isSame(on, plain);
}

export function hasOtherSpans({ spans, expectedSpans }: ComposedRun): boolean {
  return !isSame(spans, expectedSpans);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

interface Built {
  readonly plain: RunnableModule;
  readonly tracked: RunnableModule;
}

async function behind({ tool, isToCommonJs }: Composition, fixture: FixtureCase): Promise<Built> {
  const build = async (module: RunnableModule): Promise<RunnableModule> => {
    const code = await tool({ code: module.code, isModule: module.extension === 'mjs', file: fixture.file });
    return { code, extension: isToCommonJs ? 'cjs' : module.extension };
  };
  const { plain, tracked } = await withoutTool(fixture);
  return { plain: await build(plain), tracked: await build(tracked) };
}

const builtWithoutTool = new WeakMap<FixtureCase, Promise<Built>>();

/** What every tool behind is given: the same, so made once. */
function withoutTool(fixture: FixtureCase): Promise<Built> {
  let built = builtWithoutTool.get(fixture);
  if (built === undefined) builtWithoutTool.set(fixture, (built = buildWithoutTool(fixture)));
  return built;
}

async function buildWithoutTool({ code, file, extension, options }: FixtureCase): Promise<Built> {
  const tracked = instrument(code, file, options).code;
  return { plain: await toRunnableModule(code, extension), tracked: await toRunnableModule(tracked, extension) };
}

async function before({ tool }: Composition, { code, file, extension, options }: FixtureCase): Promise<Built> {
  const { extension: kind } = await toRunnableModule(code, extension);
  const script = extension.endsWith('ts') ? await withoutTypes(code) : code;
  const plain = await tool({ code: script, isModule: kind === 'mjs', file });
  return {
    plain: { code: plain, extension: kind },
    tracked: { code: instrument(plain, file, options).code, extension: kind },
  };
}

/** Tools that print programs anew move them: places are those of what Bud Track was given. */
function withoutPlace(span: SpanNode): SpanNode {
  const { 'code.line.number': _line, 'code.column.number': _column, ...attributes } = span.attributes;
  return { ...span, attributes, ...(span.children && { children: span.children.map(withoutPlace) }) };
}
