import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

import { repository } from './document.ts';

const entries = ['runtime/src/otel.ts', 'runtime/src/track.ts', 'transform/src/index.ts'] as const;
const pathOf = (entry: string): string => join(repository, 'packages', entry);

const program = ts.createProgram(entries.map(pathOf), {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  customConditions: ['@bud/source'],
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
});

/** The members of an exported interface, with those that it inherits. */
function membersOf(entry: (typeof entries)[number], name: string): readonly string[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(pathOf(entry));
  const module = source && checker.getSymbolAtLocation(source);
  const exported = module && checker.getExportsOfModule(module).find((symbol) => symbol.name === name);
  if (exported === undefined) throw new Error(`${entry} exports no ${name}`);
  const type = checker.getDeclaredTypeOfSymbol(checker.getAliasedSymbol(exported));
  return type.getProperties().map((property) => property.name);
}

test.each([
  ['runtime/src/otel.ts', 'TrackingOptions', ['values-and-secrets.md', 'spans.md']],
  ['transform/src/index.ts', 'InstrumentOptions', ['options.md']],
  ['transform/src/index.ts', 'Settings', ['marks.md']],
  ['transform/src/index.ts', 'Rule', ['marks.md', 'options.md']],
  ['runtime/src/track.ts', 'TrackOptions', ['marks.md', 'track.md']],
] as const)('the guide has every member of what %s exports as %s', (entry, name, pages) => {
  const guide = pages.map((page) => readFileSync(join(repository, 'packages/docs/guide', page), 'utf8')).join('\n');
  const missing = membersOf(entry, name).filter((member) => !new RegExp(`\`${member}[\`.]`).test(guide));
  // Hosts say how a file is loaded; `Options`, which users write, leave that out.
  expect(missing.filter((member) => member !== 'module')).toEqual([]);
});
