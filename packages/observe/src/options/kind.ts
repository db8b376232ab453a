import { levels } from '@bud/value';

/** What a value of an option may be. */
export interface Kind {
  accepts(value: unknown): boolean;
  /** How that is said: `… must be a number from 0 to 1`. */
  readonly accepted: string;
  /** The value that a variable stands for; its string as it is when absent. */
  read?(variable: string): unknown;
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isString = (value: unknown): value is string => typeof value === 'string' && value !== '';
export const isFunction = (value: unknown): boolean => typeof value === 'function';
const isWhole = (value: unknown, least: number): boolean => Number.isInteger(value) && Number(value) >= least;
const isRatio = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 1;
const has = (value: unknown, method: string): boolean =>
  typeof value === 'object' && value !== null && isFunction((value as Readonly<Record<string, unknown>>)[method]);
const listOf =
  (accepts: (entry: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(accepts);

export const string: Kind = { accepts: isString, accepted: 'a non-empty string' };
export const strings: Kind = { accepts: listOf(isString), accepted: 'a list of strings' };
export const flag: Kind = { accepts: (value) => typeof value === 'boolean', accepted: 'true or false' };
export const count: Kind = {
  accepts: (value) => isWhole(value, 0),
  accepted: 'a whole number of at least 0',
  read: Number,
};
export const size: Kind = {
  accepts: (value) => isWhole(value, 1),
  accepted: 'a whole number of at least 1',
  read: Number,
};
export const ratio: Kind = { accepts: isRatio, accepted: 'a number from 0 to 1', read: Number };
export const ratios: Kind = {
  accepts: (value) => isObject(value) && Object.values(value).every(isRatio),
  accepted: 'an object of numbers from 0 to 1',
};
export const object: Kind = { accepts: isObject, accepted: 'an object' };

/** One of a few words; in a variable in any case. */
export function oneOf(...words: readonly string[]): Kind {
  return {
    accepts: (value) => words.includes(value as string),
    accepted: `one of ${words.map((word) => `"${word}"`).join(', ')}`,
    read: (variable) => variable.toLowerCase(),
  };
}

export const level: Kind = oneOf(...levels);

export const url: Kind = {
  accepts: (value) => isString(value) && /^https?:\/\//.test(value) && URL.canParse(value),
  accepted: 'a URL that begins with http:// or https://',
};
export const traceUrl: Kind = {
  accepts: (value) => isString(value) && value.includes('{traceId}'),
  accepted: 'a URL with {traceId} in it',
};
export const token: Kind = {
  accepts: (value) => isString(value) && /^[\x21-\x7e]+$/.test(value),
  accepted: 'a token without spaces',
};

// HTTP field names and values, RFC 9110
export const headers: Kind = {
  accepts: (value) =>
    isObject(value) &&
    Object.entries(value).every(
      ([name, text]) =>
        /^[\w!#$%&'*+.^`|~-]+$/.test(name) && typeof text === 'string' && /^[\t\x20-\x7e\x80-\xff]*$/.test(text),
    ),
  accepted: 'an object of header names and strings',
};
export const signals: Kind = {
  accepts: listOf((signal) => ['traces', 'logs', 'metrics'].includes(signal as string)),
  accepted: 'a list of "traces", "logs", "metrics"',
};
export const targets: Kind = {
  accepts: (value) => value === false || Array.isArray(value),
  accepted: 'false or a list',
};
export const otelExporter: Kind = {
  accepts: (value) => has(value, 'export'),
  accepted: 'an exporter of OpenTelemetry',
};
export const tracerProvider: Kind = {
  accepts: (value) => has(value, 'getTracer'),
  accepted: 'an OpenTelemetry tracer provider',
};
export const conventions: Kind = {
  accepts: listOf((entry) => isString(entry) || has(entry, 'attributes')),
  accepted: 'a list of names and conventions',
};
export const patterns: Kind = {
  accepts: listOf((entry) => isString(entry) || entry instanceof RegExp),
  accepted: 'a list of strings and regular expressions',
};
export const detectors: Kind = { ...targets, accepted: 'false or a list of resource detectors' };
