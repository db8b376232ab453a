/**
 * What the compiler needs of this package: names, templates, options and what they say of a site. It looks at no values, and
 * loads nothing that does.
 */
export { forEachLimit, isSiteAttribute, levels, ownLimits, qualify, spanKinds } from './site/site.ts';
export type { Level, OwnLimits, Runs, Site, SiteAttribute, SourceSite, SpanKind } from './site/site.ts';
export { withoutUndefined } from './without-undefined.ts';
export { parseTemplate } from './message/template.ts';
export { aBoolean, aCount, aString, isNonEmptyString, isStringList, oneOf } from './option/accepted.ts';
export type { Accepted } from './option/accepted.ts';
export { optionMistakes, unknownOption, valueMistakes } from './option/mistake.ts';
export { isSecretName, secretNames } from './secret/policy.ts';
