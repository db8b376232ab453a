import { aBoolean, aCount, aString, describeValue, isNonEmptyString, levels, oneOf, type Accepted } from '@bud/value';
import { detectorNames, isDetectorName } from '../platform/detector-name.ts';
import { arePairs, keyPairs } from './key-pairs.ts';

/** What an option accepts, also where a variable says it. */
export interface AcceptedOption extends Accepted {
  /** The value that a variable stands for; its string as it is when absent. */
  read?(variable: string): unknown;
  /** What to do about a value that is refused, or where in it the mistake is; ends the message. */
  hint?(refused: unknown): string;
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isFunction = (value: unknown): boolean => typeof value === 'function';
const isRatio = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 1;
const has = (value: unknown, method: string): boolean =>
  typeof value === 'object' && value !== null && isFunction((value as Readonly<Record<string, unknown>>)[method]);
const listOf =
  (admits: (entry: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(admits);

export const string: AcceptedOption = aString;
export const strings: AcceptedOption = { admits: listOf(isNonEmptyString), words: 'a list of strings' };
export const flag: AcceptedOption = {
  ...aBoolean,
  read: (variable) => ({ true: true, false: false })[variable.toLowerCase()] ?? variable,
};
export const count: AcceptedOption = { ...aCount, read: Number };
export const size: AcceptedOption = {
  admits: (value) => Number.isInteger(value) && Number(value) >= 1,
  words: 'a whole number of at least 1',
  read: Number,
};
export const ratio: AcceptedOption = { admits: isRatio, words: 'a number from 0 to 1', read: Number };
export const ratios: AcceptedOption = {
  admits: (value) => isObject(value) && Object.values(value).every(isRatio),
  words: 'an object of numbers from 0 to 1',
  hint: (refused) => {
    const wrong = isObject(refused) ? Object.entries(refused).find(([, value]) => !isRatio(value)) : undefined;
    return wrong === undefined ? '' : `; "${wrong[0]}" is ${describeValue(wrong[1])}`;
  },
};
export const object: AcceptedOption = { admits: isObject, words: 'an object' };

/** One of a few words; in a variable in any case. */
export function word(...words: readonly string[]): AcceptedOption {
  return { ...oneOf(words), read: (variable) => variable.toLowerCase() };
}

export const protocol: AcceptedOption = {
  ...word('http/protobuf', 'http/json'),
  hint: (refused) => (refused === 'grpc' ? '; for gRPC pass `export: [grpc()]` from `@bud/observe/grpc`' : ''),
};

export const level: AcceptedOption = word(...levels);

export const url: AcceptedOption = {
  admits: (value) => isNonEmptyString(value) && /^https?:\/\//.test(value) && URL.canParse(value),
  words: 'a URL that begins with http:// or https://',
};
export const traceUrlTemplate: AcceptedOption = {
  admits: (value) => isNonEmptyString(value) && value.includes('{traceId}'),
  words: 'a URL with {traceId} in it',
};
export const token: AcceptedOption = {
  admits: (value) => isNonEmptyString(value) && /^[\x21-\x7e]+$/.test(value),
  words: 'a token without spaces',
};

// HTTP field names and values, RFC 9110
export const headers: AcceptedOption = {
  admits: (value) =>
    isObject(value) &&
    Object.entries(value).every(
      ([name, content]) =>
        /^[\w!#$%&'*+.^`|~-]+$/.test(name) && typeof content === 'string' && /^[\t\x20-\x7e\x80-\xff]*$/.test(content),
    ),
  words: 'an object of header names and strings',
};
export const headerPairs: AcceptedOption = {
  admits: (value) => arePairs(String(value)) && headers.admits(keyPairs(String(value))),
  words: 'header names and values as in "name=value,name=value"',
};
export const pairs: AcceptedOption = {
  admits: (value) => arePairs(String(value)),
  words: 'names and values as in "name=value,name=value"',
};
// OpenTelemetry specification, attributes
export const attributes: AcceptedOption = {
  admits: (value) =>
    isObject(value) && Object.values(value).every((each) => ['string', 'number', 'boolean'].includes(typeof each)),
  words: 'an object of strings, numbers and booleans',
};
export const signals: AcceptedOption = {
  admits: listOf((signal) => ['traces', 'logs', 'metrics'].includes(signal as string)),
  words: 'a list of "traces", "logs", "metrics"',
};
export const targets: AcceptedOption = {
  admits: (value) => value === false || Array.isArray(value),
  words: 'false or a list',
};
export const otelExporter: AcceptedOption = {
  admits: (value) => has(value, 'export'),
  words: 'an exporter of OpenTelemetry',
};
export const tracerProvider: AcceptedOption = {
  admits: (value) => has(value, 'getTracer'),
  words: 'an OpenTelemetry tracer provider',
};
export const conventions: AcceptedOption = {
  admits: listOf((entry) => isNonEmptyString(entry) || has(entry, 'attributes')),
  words: 'a list of names and conventions',
};
export const patterns: AcceptedOption = {
  admits: listOf((entry) => isNonEmptyString(entry) || entry instanceof RegExp),
  words: 'a list of strings and regular expressions',
};
const isDetector = (value: unknown): boolean => isDetectorName(value) || has(value, 'detect');
export const detectors: AcceptedOption = {
  admits: (value) => value === false || listOf(isDetector)(value),
  words: `false or a list of resource detectors and names (${detectorNames.join(', ')})`,
};
