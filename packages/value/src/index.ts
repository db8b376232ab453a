/**
 * What the compiler and the recorder agree on; it imports nothing.
 *
 *   site, template, exception    a tracked function, the message of its calls, what they throw
 *   json/, inspect/              the two ways to write a value, within limits; outline/: what there is to an object
 *   secret/                      which names and strings are secrets, and where in a value they stand
 *   reflect/                     looking at a value without running any code of the program
 */
export { levels, ownLimits, spanKinds } from './site.ts';
export type { FunctionKind, Level, OwnLimits, Site, SiteAttribute, SourceSite, SpanKind } from './site.ts';
export { defined } from './defined.ts';
export { formatTemplate, parseTemplate } from './template.ts';
export type { Placeholder, Template } from './template.ts';
export { describeException } from './exception.ts';
export type { Exception } from './exception.ts';

export { wellFormed } from './cut.ts';
export { plainText } from './format.ts';
export type { FormattedValue, Format, ValueLimits, ValueOptions } from './format.ts';
export { json } from './json/json.ts';
export { inspect } from './inspect/inspect.ts';
export { outlineOf } from './outline/outline.ts';

export { createSecretPolicy, isSecretName, patternOf, redacted } from './secret/policy.ts';
export type { SecretMatch, SecretOptions, SecretPolicy } from './secret/policy.ts';
export { nameOfArgument, nameOfValue } from './secret/place.ts';
export type { ValuePlace } from './secret/place.ts';

export {
  append,
  apply,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isExactPromise,
  isProxy,
  mirrorPromise,
  observePromise,
  promisePrototype,
  sourceOf,
} from './reflect/natives.ts';
export type { Native } from './reflect/natives.ts';
export { nativeOf } from './reflect/brand.ts';
export { findProperty, hasPrototype, hidden, ownKeys, ownProperty } from './reflect/prototypes.ts';
