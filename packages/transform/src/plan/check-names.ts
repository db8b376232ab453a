import { parseTemplate } from '@bud/value/compiler';

import { nothingRecorded, type SettingKey } from '../config/settings.ts';
import type { FoundFunction } from '../find/function.ts';
import { parameterNames } from '../language/parameter.ts';
import { lookUp, type Scope } from '../language/scope.ts';
import type { Mark } from '../mark/mark.ts';
import type { Finding, ProblemCode } from '../problem.ts';

/** Parameters and what surrounds the function are in scope at it; what its body declares is not there yet. */
export function isInScopeAt(scope: Scope, name: string): boolean {
  const own = scope.names.get(name);
  if (own !== undefined) return own.parameter > 0;
  return lookUp(scope, name) !== null || globalFunctions.has(name);
}

/** Functions of the language that make something of a list. */
const globalFunctions: ReadonlySet<string> = new Set(['Array', 'Boolean', 'Number', 'Object', 'String']);

/** Whether a mark ignores what is not a parameter: then it is not known which argument it protects. */
export function ignoresUnknown({ settings: { ignore = [] } }: Mark, { node }: FoundFunction): boolean {
  const parameters = parameterNames(node);
  return ignore.some((each) => !parameters.includes(each));
}

export function listed(names: readonly string[]): string {
  return new Intl.ListFormat('en', { style: 'long', type: 'conjunction' }).format(names);
}

function knownParameters(name: string, parameters: readonly string[]): string {
  if (parameters.length === 0) return `${name} has no parameters.`;
  const list = listed(parameters);
  return parameters.length === 1
    ? `The only parameter of ${name} is ${list}.`
    : `The parameters of ${name} are ${list}.`;
}

/** Names in an own mark must mean something at this function; those of rules and class marks serve many functions. */
export function checkNames(mark: Mark, { node, name, scope }: FoundFunction): readonly Finding[] {
  const parameters = parameterNames(node);
  const known = knownParameters(name, parameters);
  const { ignore = [], only = [], aggregate, message = '' } = mark.settings;
  const finding = (code: ProblemCode, key: SettingKey, what: string, remedy: string): Finding => {
    const [start, end] = mark.ranges.get(key) ?? [mark.start, mark.end];
    return { code, message: what, remedy, start, end };
  };
  const unknown = (names: readonly string[]): readonly string[] => names.filter((each) => !parameters.includes(each));
  const inLists = (
    [
      ['ignore', ignore],
      ['only', only],
    ] as const
  ).flatMap(([key, listed]) =>
    unknown(listed).map((each) =>
      finding(
        'BUD106',
        key,
        `"${each}" in "${key}" is not a parameter of ${name}`,
        key === 'ignore' && parameters.length > 0 ? known + nothingRecorded : known,
      ),
    ),
  );
  const isMissing = aggregate !== undefined && !isInScopeAt(scope, aggregate);
  const remedy = 'Import it, or declare it outside the function.';
  const inAggregate = isMissing
    ? [finding('BUD107', 'aggregate', `"${aggregate}" in "aggregate" is not in scope at ${name}`, remedy)]
    : [];
  const placeholders = parseTemplate(message).flatMap((part) => (typeof part === 'string' ? [] : [part.name]));
  const inMessage = unknown(placeholders).map((each) =>
    finding('BUD108', 'message', `"{${each}}" in "message" is not a parameter of ${name}`, known),
  );
  return [...inLists, ...inAggregate, ...inMessage];
}
