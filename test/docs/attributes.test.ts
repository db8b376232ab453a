import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { repository } from './document.ts';

/** Names of attributes, or their beginnings, where a string begins with one. Names of symbols and keys are none. */
const written = /(?<!Symbol\.for\(|createContextKey\()['"`]((?:bud|code|error|exception)\.[\w.]*)/g;

/** Every attribute that the recorder sets: in its sources, and in those of what it shares with the compiler. */
function setAttributes(): readonly string[] {
  const found = ['runtime', 'value'].flatMap((name) => {
    const folder = join(repository, 'packages', name, 'src');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    return files.flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(written)].map(([, attribute = '']) => attribute),
    );
  });
  return [...new Set(found)].toSorted();
}

/** Those that a program may set, by the constants of `@bud/observe/attributes`. */
function namedAttributes(): readonly string[] {
  const names = readFileSync(join(repository, 'packages/observe/src/attribute/names.ts'), 'utf8');
  return [...names.matchAll(written)].map(([, attribute = '']) => attribute);
}

/** The attributes in the first column of the table; `<key>` stands for names that the program gives. */
function describedAttributes(): readonly string[] {
  const page = readFileSync(join(repository, 'packages/docs/reference/attributes.md'), 'utf8');
  const rows = [...page.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell = '']) => cell);
  const names = rows.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
  return names.filter((name) => name.includes('.')).map((name) => name.replace(/<.*>$/, ''));
}

test('the reference has every attribute that the recorder sets, and no other but those that have a constant', () => {
  const described = describedAttributes();
  const set = setAttributes();
  const isDescribed = (name: string): boolean =>
    described.some((other) => name === other || (other.endsWith('.') && name.startsWith(other)));
  expect(set.filter((name) => !isDescribed(name))).toEqual([]);
  const known = [...set, ...namedAttributes()];
  expect(described.filter((name) => !known.some((other) => other.startsWith(name)))).toEqual([]);
});
