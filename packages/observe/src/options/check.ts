import { levels } from '@bud/value';
import type { ObserveOptions } from './options.ts';

/** What an option accepts, and how that is said. */
type Check = readonly [accepts: (value: unknown) => boolean, accepted: string];

/** The checks of an object's members. */
interface Members {
  readonly [name: string]: Check | Members;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isString = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isRatio = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 1;
const isFunction = (value: unknown): boolean => typeof value === 'function';

const string: Check = [isString, 'a non-empty string'];
const flag: Check = [(value) => typeof value === 'boolean', 'true or false'];
const count: Check = [(value) => Number.isInteger(value) && Number(value) >= 0, 'a whole number of at least 0'];
const size: Check = [(value) => Number.isInteger(value) && Number(value) >= 1, 'a whole number of at least 1'];
const ratio: Check = [isRatio, 'a number from 0 to 1'];
const ratios: Check = [
  (value) => isObject(value) && Object.values(value).every(isRatio),
  'an object of numbers from 0 to 1',
];
const strings: Check = [(value) => Array.isArray(value) && value.every(isString), 'a list of strings'];
const oneOf = (accepted: readonly string[]): Check => [
  (value) => accepted.includes(value as string),
  `one of ${accepted.map((word) => `"${word}"`).join(', ')}`,
];

const url: Check = [
  (value) => isString(value) && /^https?:\/\//.test(value) && URL.canParse(value),
  'a URL that begins with http:// or https://',
];

// HTTP field names and values, RFC 9110
const headers: Check = [
  (value) =>
    isObject(value) &&
    Object.entries(value).every(
      ([name, text]) =>
        /^[\w!#$%&'*+.^`|~-]+$/.test(name) && typeof text === 'string' && /^[\t\x20-\x7e\x80-\xff]*$/.test(text),
    ),
  'an object of header names and strings',
];

const otlp: Members = {
  url,
  token: [(value) => isString(value) && /^[\x21-\x7e]+$/.test(value), 'a token without spaces'],
  headers,
  protocol: oneOf(['http/protobuf', 'http/json']),
  compression: oneOf(['gzip', 'none']),
  timeoutMs: size,
  signals: [
    (value) =>
      Array.isArray(value) && value.every((signal) => ['traces', 'logs', 'metrics'].includes(signal as string)),
    'a list of "traces", "logs", "metrics"',
  ],
};
const console: Members = {
  style: oneOf(['simple', 'indented', 'show-parents']),
  colors: oneOf(['auto', 'always', 'never']),
  minLevel: oneOf(levels),
};
const file: Members = { path: string, maxBytes: size, keep: count };

const otelExporter: Check = [
  (value) => typeof value === 'object' && value !== null && isFunction((value as { readonly export?: unknown }).export),
  'an exporter of OpenTelemetry',
];

/** The built-in targets, and what each can be told. */
const targets: Members = {
  otlp,
  console,
  file,
  spanExporter: otelExporter,
  logExporter: otelExporter,
  metricExporter: otelExporter,
};

const checks: Members = {
  serviceName: string,
  serviceVersion: string,
  environment: string,
  project: string,
  export: [(value) => value === false || Array.isArray(value), 'false or a list'],
  sampling: { ratio, types: ratios, sites: ratios, keepErrors: flag, keepSlowerThanMs: count },
  scrubbing: { pii: flag },
  // `startTracking` checks its own.
  tracking: [isObject, 'an object of what `startTracking` takes'],
  tracerProvider: [
    (value) =>
      (isObject(value) && isFunction(value['getTracer'])) ||
      (typeof value === 'object' && value !== null && 'getTracer' in value),
    'an OpenTelemetry tracer provider',
  ],
  batch: { queue: size, size, delayMs: count },
  conventions: [
    (value) =>
      Array.isArray(value) &&
      value.every((entry) => isString(entry) || (isObject(entry) && isFunction(entry['attributes']))),
    'a list of names and conventions',
  ],
  propagateTo: [
    (value) => Array.isArray(value) && value.every((entry) => isString(entry) || entry instanceof RegExp),
    'a list of strings and regular expressions',
  ],
  propagateBaggage: strings,
  pendingAfterMs: count,
  pending: flag,
  exitTimeoutMs: count,
  resourceDetectors: [(value) => value === false || Array.isArray(value), 'false or a list of resource detectors'],
  traceUrl: [(value) => isString(value) && value.includes('{traceId}'), 'a URL with {traceId} in it'],
  runtimeMetrics: flag,
};

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
  const { export: exporting, ...rest } = options;
  return [
    ...membersMistakes('', { ...rest, ...(Array.isArray(exporting) ? {} : { export: exporting }) }, checks),
    ...(Array.isArray(exporting)
      ? exporting.flatMap((target: unknown, index) => targetMistakes(target, `export[${index}]`))
      : []),
  ];
}

function membersMistakes(
  prefix: string,
  given: Readonly<Record<string, unknown>>,
  members: Members,
): readonly string[] {
  return Object.entries(given).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const path = prefix + name;
    const check = Object.hasOwn(members, name) ? members[name] : undefined;
    if (check === undefined) return unknownOption(path, Object.keys(members));
    if (isCheck(check))
      return check[0](value)
        ? []
        : `"${path}" must be ${check[1]}, not ${isPrivate(name) ? 'what was given' : describe(value)}`;
    if (typeof value === 'boolean' && path === 'scrubbing') return [];
    if (!isObject(value)) return `"${path}" must be an object, not ${describe(value)}`;
    return membersMistakes(`${path}.`, value, check);
  });
}

function isCheck(check: Check | Members): check is Check {
  return Array.isArray(check);
}

/** Anything with an `export…` method is an exporter of the program's own. */
function targetMistakes(target: unknown, path: string): readonly string[] {
  const accepted = `${Object.keys(targets)
    .map((kind) => `{ ${kind}: … }`)
    .join(', ')} or an exporter`;
  if (typeof target !== 'object' || target === null)
    return [`"${path}" must be one of ${accepted}, not ${describe(target)}`];
  if (isExporter(target)) return [];
  const [kind, ...others] = Object.keys(target);
  const members = kind !== undefined && Object.hasOwn(targets, kind) ? targets[kind] : undefined;
  if (kind === undefined || members === undefined || others.length > 0)
    return [
      `"${path}" must be one of ${accepted}, not an object with ${
        Object.keys(target)
          .map((key) => `"${key}"`)
          .join(', ') || 'nothing in it'
      }`,
    ];
  const options = (target as Readonly<Record<string, unknown>>)[kind];
  if (isCheck(members))
    return members[0](options) ? [] : [`"${path}.${kind}" must be ${members[1]}, not ${describe(options)}`];
  if (options === true) return [];
  if (!isObject(options)) return [`"${path}.${kind}" must be true or an object, not ${describe(options)}`];
  return membersMistakes(`${path}.${kind}.`, options, members);
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

/** What no message ever shows. */
function isPrivate(name: string): boolean {
  return name === 'token' || name === 'headers';
}

/** A value for a message. */
function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return value === '' ? 'an empty string' : JSON.stringify(value.slice(0, 80));
  if (typeof value === 'function') return 'a function';
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'an object';
}
