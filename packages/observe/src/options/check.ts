import { acceptedTracking } from '@bud/runtime/otel';
import { describeValue, unknownOption, valueMistakes } from '@bud/value';
import type { Extension } from '../extension.ts';
import { isFunction, isObject, object } from './accepted.ts';
import type { ObserveOptions } from './options.ts';
import { closestHint } from './spelling.ts';
import { optionTable, type Option } from './table.ts';

/** Options that other tools have under another name, or that stand elsewhere. */
const elsewhere: Readonly<Record<string, string>> = {
  'scrubbing.patterns': 'tracking.redact',
  'scrubbing.redact': 'tracking.redact',
  'scrubbing.keep': 'tracking.keep',
  'scrubbing.callback': 'tracking.onSecret',
  'scrubbing.onSecret': 'tracking.onSecret',
  service: 'serviceName',
  token: 'export: [{ otlp: { token } }]',
  console: 'export: [{ console: {} }]',
  semconv: 'conventions',
  'tracking.tracerProvider': 'tracerProvider',
  redact: 'tracking.redact',
  pii: 'scrubbing.pii',
};

/** Options that another package brings, and that package. */
const brought: Readonly<Record<string, string>> = { flow: '@bud/flow' };

/** Lists every mistake in the options; what is undefined counts as absent. */
export function mistakesIn(
  options: ObserveOptions,
  extensions: ReadonlyMap<string, Extension> = new Map(),
): readonly string[] {
  if (!isObject(options)) return [`the options must be an object, not ${describeValue(options)}`];
  const { export: exporting, tracking } = options;
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const isOwn = (name: string): boolean => !extensions.has(name) && !Object.hasOwn(brought, name);
  return [
    ...membersMistakes('', '', Object.fromEntries(given.filter(([name]) => isOwn(name)))),
    ...given.flatMap(([name, value]) => extensions.get(name)?.mistakes(value) ?? missingMistakes(name)),
    ...(isObject(tracking) ? trackingMistakes(tracking) : []),
    ...(Array.isArray(exporting)
      ? exporting.flatMap((target: unknown, index) => targetMistakes(target, `export[${index}]`))
      : []),
  ];
}

function missingMistakes(name: string): readonly string[] {
  if (!Object.hasOwn(brought, name)) return [];
  return [`"${name}" is an option of \`configure()\` alone, and where \`${brought[name]}\` is imported`];
}

/** `prefix` is where the members stand, for messages; `path` the same in the table: `export[0].otlp.`, `export[].otlp.`. */
function membersMistakes(prefix: string, path: string, given: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(given).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const option = optionAt(path + name);
    if (option !== undefined) return optionMistakes(prefix + name, value, option);
    if (membersOf(`${path}${name}.`).length === 0) return unknownMember(prefix, name, membersOf(path));
    if (typeof value === 'boolean' && name === 'scrubbing') return [];
    if (!isObject(value)) return valueMistakes(prefix + name, value, object);
    return membersMistakes(`${prefix}${name}.`, `${path}${name}.`, value);
  });
}

/** Those of the recorder are listed with all others, under the path that they have here. */
function trackingMistakes(given: Readonly<Record<string, unknown>>): readonly string[] {
  const { tracerProvider: _elsewhere, ...accepted } = acceptedTracking;
  return Object.entries(given).flatMap(([name, value]) => {
    if (value === undefined) return [];
    // Proof of the cast: asked for first.
    return Object.hasOwn(accepted, name)
      ? valueMistakes(`tracking.${name}`, value, accepted[name as keyof typeof accepted])
      : unknownMember('tracking.', name, Object.keys(accepted));
  });
}

function optionMistakes(where: string, value: unknown, { accepted, isPrivate = false }: Option): readonly string[] {
  if (!isPrivate || accepted.admits(value))
    return valueMistakes(where, value, accepted).map((mistake) => mistake + (accepted.hint?.(value) ?? ''));
  return [`"${where}" must be ${accepted.words}, not what was given`];
}

function optionAt(path: string): Option | undefined {
  // Proof of the cast: asked for first.
  return Object.hasOwn(optionTable, path) ? optionTable[path as keyof typeof optionTable] : undefined;
}

/** The names that may stand below a path: `sampling` and `ratio`. */
function membersOf(path: string): readonly string[] {
  const below = Object.keys(optionTable).filter((known) => known.startsWith(path));
  const names = below.map((known) => known.slice(path.length).split('.')[0] ?? '');
  return [...new Set(names)].filter((name) => !name.includes('['));
}

/** Anything with an `export…` method is an exporter of the program's own. */
function targetMistakes(target: unknown, shown: string): readonly string[] {
  const known = membersOf('export[].');
  const accepted = `one of ${known.map((name) => `{ ${name}: … }`).join(', ')} or an exporter`;
  if (typeof target !== 'object' || target === null)
    return [`"${shown}" must be ${accepted}, not ${describeValue(target)}`];
  if (isExporter(target)) return [];
  const [name = '', ...others] = Object.keys(target);
  if (!known.includes(name) || others.length > 0) {
    const names = Object.keys(target).map((key) => `"${key}"`);
    return [`"${shown}" must be ${accepted}, not an object with ${names.join(', ') || 'nothing in it'}`];
  }
  const options = (target as Readonly<Record<string, unknown>>)[name];
  const option = optionAt(`export[].${name}`);
  if (option !== undefined) return optionMistakes(`${shown}.${name}`, options, option);
  if (options === true) return [];
  if (!isObject(options)) return [`"${shown}.${name}" must be true or an object, not ${describeValue(options)}`];
  return membersMistakes(`${shown}.${name}.`, `export[].${name}.`, options);
}

function isExporter(target: object): boolean {
  return ['exportSpans', 'exportLogs', 'exportMetrics'].some((method) =>
    isFunction((target as Readonly<Record<string, unknown>>)[method]),
  );
}

function unknownMember(prefix: string, name: string, accepted: readonly string[]): string {
  const place = elsewhere[prefix + name];
  const hint = place === undefined ? closestHint(name, accepted, prefix) : `use \`${place}\``;
  return unknownOption(prefix + name, accepted, () => hint);
}
