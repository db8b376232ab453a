/**
 * What the compiler and the recorder agree on; it imports nothing. `compiler.ts` is the part without values, for the compiler;
 * `recorded.ts` the one that reads attributes back, for what reads traces.
 * Each room knows only rooms above it:
 *
 *   without-undefined   how optional members are left out
 *   one-line            how a string that others wrote is shown on one line
 *   option/             what an option may be, and what is said of one that is something else
 *   site/               what is known of a tracked function before it runs
 *   reflect/            looking at a value without running any code of the program
 *   secret/             which names and strings are secrets, and where in a value they stand
 *   format/             what a format of values is told, and how strings are cut
 *   outline/            what there is to an object
 *   json/, inspect/     the two formats
 *   attribute/          what a program gives as attributes, as OpenTelemetry takes them
 *   message/            sentences: the message of a call, and what it threw
 */
export { forEachLimit, isSiteAttribute, levels, ownLimits, qualify, spanKinds } from './site/site.ts';
export type { Runs, Level, OwnLimits, Site, SiteAttribute, SourceSite, SpanKind } from './site/site.ts';
export { withoutUndefined } from './without-undefined.ts';
export { formatTemplate, parseTemplate } from './message/template.ts';
export type { Placeholder, Template } from './message/template.ts';
export { describeException } from './message/exception.ts';
export type { Exception } from './message/exception.ts';

export { aBoolean, aCount, aFunction, aString, isNonEmptyString, isStringList, oneOf } from './option/accepted.ts';
export type { Accepted } from './option/accepted.ts';
export { describeValue, optionMistakes, unknownOption, valueMistakes } from './option/mistake.ts';
export type { Hint } from './option/mistake.ts';

export { wellFormed } from './format/cut.ts';
export { plainString } from './format/format.ts';
export type { FormattedValue, Format, ValueLimits, ValueOptions } from './format/format.ts';
export { json } from './json/json.ts';
export { inspect } from './inspect/inspect.ts';
export { outlineOf } from './outline/outline.ts';

export { createSecretPolicy, isSecretName, redacted, secretNames } from './secret/policy.ts';
export type { SecretMatch, SecretOptions, SecretPolicy } from './secret/policy.ts';
export { hideInJson } from './secret/hide-in-json.ts';
export { nameOfArgument, nameOfItem, nameOfValue } from './secret/place.ts';
export { hidePersonalData } from './secret/personal.ts';
export type { ValuePlace } from './secret/place.ts';

export {
  append,
  apply,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  handlePromise,
  isExactPromise,
  isProxy,
  isReflectable,
  mirrorPromise,
  nativeOf,
  observePromise,
  promisePrototype,
  sourceOf,
} from './reflect/natives.ts';
export type { Native } from './reflect/natives.ts';
export { functionName } from './reflect/function.ts';
export { nativeReaderOf } from './reflect/native-reader.ts';
export type { NativeReader } from './reflect/native-reader.ts';
export {
  findData,
  findProperty,
  hasPrototype,
  hidden,
  isTransparent,
  ownData,
  ownKeys,
  ownProperty,
} from './reflect/prototypes.ts';

export { attributesOf } from './attribute/attributes.ts';
export { freeName } from './attribute/free-name.ts';
export { JSON_SCHEMA, parsed, recordedValue, spanTypeOf } from './attribute/recorded.ts';
