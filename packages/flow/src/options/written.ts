import { unknownOption, valueMistakes, type Accepted } from '@bud/value';
import { accepted, aHandler, aLevel, isObject } from './accepted.ts';
import { readDocument } from './document.ts';
import type { FlowOptions } from './options.ts';

/** Options from YAML or JSON. Throws a `TypeError` that names line and column of every mistake. */
export function readOptions(text: string, file: string): FlowOptions {
  const { value, at } = readDocument(text, file);
  if (value === null || value === undefined) return {};
  const path = isObject(value) && 'observability' in value ? ['observability'] : [];
  const written = path.length > 0 && isObject(value) ? value['observability'] : value;
  if (!isObject(written)) throw new TypeError(at(path, 'the options must be an object.'));
  const mistakes: string[] = [];
  const options: Record<string, unknown> = {};
  for (const [key, given] of Object.entries(written)) {
    const name = inCamelCase(key);
    // A category is called as it is written; what stands in handlers are options.
    const read = name === 'handlers' ? membersInCamelCase(given) : given;
    const one = Object.hasOwn(accepted, name) && !/[A-Z]/.test(key) ? accepted[name as keyof FlowOptions] : undefined;
    if (one === undefined) mistakes.push(at([...path, key], `${unknownOption(key, writtenNames)}.`, true));
    else
      for (const [below, mistake] of mistakesIn(key, read, one))
        mistakes.push(at([...path, key, ...below], `${mistake}.`));
    options[name] = read;
  }
  if (mistakes.length > 0) throw new TypeError(mistakes.join('\n'));
  return options;
}

/** What is wrong with an option, and below which of its members; of lists and objects each member is told of. */
function mistakesIn(key: string, value: unknown, one: Accepted): readonly (readonly [(string | number)[], string])[] {
  const member = key === 'categories' ? aLevel : key === 'handlers' ? aHandler : undefined;
  if (member === undefined || typeof value !== 'object' || value === null)
    return valueMistakes(key, value, one).map((mistake) => [[], mistake] as const);
  return Object.entries(value).flatMap(([name, each]) =>
    valueMistakes(`${key}.${name}`, each, member).map((mistake) => [[name], mistake] as const),
  );
}

const writtenNames = Object.keys(accepted).map((name) =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
);

function inCamelCase(key: string): string {
  return key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function membersInCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(membersInCamelCase);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [inCamelCase(key), membersInCamelCase(member)]),
  );
}
