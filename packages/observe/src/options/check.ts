import { isFunction, isObject } from './kind.ts';
import type { ObserveOptions } from './options.ts';
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
  redact: 'tracking.redact',
};

/** Lists every mistake in the options; what is undefined counts as absent. */
export function mistakesIn(options: ObserveOptions): readonly string[] {
  if (!isObject(options)) return [`the options must be an object, not ${describe(options)}`];
  const { export: exporting } = options;
  return [
    ...membersMistakes('', '', options),
    ...(Array.isArray(exporting)
      ? exporting.flatMap((target: unknown, index) => targetMistakes(target, `export[${index}]`))
      : []),
  ];
}

/** `prefix` is where the members stand, for messages; `path` the same in the table: `export[0].otlp.`, `export[].otlp.`. */
function membersMistakes(prefix: string, path: string, given: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(given).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const option = optionAt(path + name);
    if (option !== undefined) return valueMistakes(prefix + name, value, option);
    if (membersOf(`${path}${name}.`).length === 0) return unknownOption(prefix + name, membersOf(path));
    if (typeof value === 'boolean' && name === 'scrubbing') return [];
    if (!isObject(value)) return `"${prefix}${name}" must be an object, not ${describe(value)}`;
    return membersMistakes(`${prefix}${name}.`, `${path}${name}.`, value);
  });
}

function valueMistakes(shown: string, value: unknown, { kind, isPrivate = false }: Option): readonly string[] {
  if (kind.accepts(value)) return [];
  return [`"${shown}" must be ${kind.accepted}, not ${isPrivate ? 'what was given' : describe(value)}`];
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
  const kinds = membersOf('export[].');
  const accepted = `${kinds.map((kind) => `{ ${kind}: … }`).join(', ')} or an exporter`;
  if (typeof target !== 'object' || target === null)
    return [`"${shown}" must be one of ${accepted}, not ${describe(target)}`];
  if (isExporter(target)) return [];
  const [kind = '', ...others] = Object.keys(target);
  if (!kinds.includes(kind) || others.length > 0) {
    const names = Object.keys(target).map((key) => `"${key}"`);
    return [`"${shown}" must be one of ${accepted}, not an object with ${names.join(', ') || 'nothing in it'}`];
  }
  const options = (target as Readonly<Record<string, unknown>>)[kind];
  const option = optionAt(`export[].${kind}`);
  if (option !== undefined) return valueMistakes(`${shown}.${kind}`, options, option);
  if (options === true) return [];
  if (!isObject(options)) return [`"${shown}.${kind}" must be true or an object, not ${describe(options)}`];
  return membersMistakes(`${shown}.${kind}.`, `export[].${kind}.`, options);
}

function isExporter(target: object): boolean {
  return ['exportSpans', 'exportLogs', 'exportMetrics'].some((method) =>
    isFunction((target as Readonly<Record<string, unknown>>)[method]),
  );
}

function unknownOption(path: string, accepted: readonly string[]): string {
  const place = elsewhere[path];
  if (place !== undefined) return `unknown option "${path}"; use \`${place}\``;
  return `unknown option "${path}" (accepted: ${accepted.join(', ')})`;
}

/** A value for a message. */
function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return value === '' ? 'an empty string' : JSON.stringify(value.slice(0, 80));
  if (typeof value === 'function') return 'a function';
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'an object';
}
