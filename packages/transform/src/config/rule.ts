import {
  aBoolean,
  isNonEmptyString,
  unknownOption,
  valueMistakes,
  type Accepted,
  type Runs,
} from '@bud/value/compiler';

import { globs } from './accepted.ts';
import { matcher, splitGlobs } from './glob.ts';
import { acceptedBy, settingKey, settingKeys, type Settings } from './settings.ts';
import { didYouMean } from './spelling.ts';

/** A mark for every function that its globs reach. All keys of a mark are keys of a rule. */
export interface Rule extends Settings {
  /** Globs of project-relative paths. Default: every file. */
  readonly files?: string | readonly string[];
  /**
   * Globs of qualified names. Default `*`: every function of every kind. Any other pattern reaches constructors,
   * accessors and anonymous functions only when it names them (`Agent.constructor`, `*.get *`, `<anonymous>`).
   */
  readonly functions?: string | readonly string[];
  /** Only functions that are exported, or only those that are not. */
  readonly exported?: boolean;
  /** Only async functions and async generators, or only others. */
  readonly async?: boolean;
  /** Only generators, async ones included, or only others. */
  readonly generator?: boolean;
}

/** What rules ask about a function. */
interface RuleSubject {
  /** Qualified name. */
  readonly name: string;
  readonly runs: Runs;
  readonly isAnonymous: boolean;
  readonly isExported: boolean;
  readonly member: { readonly kind: 'method' | 'get' | 'set' | 'constructor' } | null;
}

/** A rule whose globs are compiled. */
export interface CompiledRule {
  /** Its place in the configuration, for messages. */
  readonly index: number;
  readonly settings: Settings;
  /** It says of no function that it is meant: there is no pattern of names, or a bare `*`. */
  readonly isForEvery: boolean;
  readonly matchesFile: (path: string) => boolean;
  readonly matchesFunction: (found: RuleSubject) => boolean;
}

/** Compiles a rule, and lists what is wrong with it. */
export function compileRule(
  rule: Rule,
  index: number,
): { readonly rule: CompiledRule; readonly mistakes: readonly string[] } {
  const { files, functions, exported, async: isAsync, generator, ...rest } = rule;
  const where = `rules[${index}]`;
  const names = functions === undefined ? null : nameMatcher(stringsOf(functions));
  const { settings, mistakes } = checkSettings(rest, where);
  const compiled: CompiledRule = {
    index,
    settings,
    isForEvery: functions === undefined || isForEvery(splitGlobs(stringsOf(functions))),
    matchesFile: files === undefined ? () => true : matcher(stringsOf(files)),
    matchesFunction: (found) =>
      (exported === undefined || found.isExported === exported) &&
      (isAsync === undefined || found.runs.startsWith('async') === isAsync) &&
      (generator === undefined || found.runs.endsWith('generator') === generator) &&
      (names === null || names(found)),
  };
  return { rule: compiled, mistakes: [...checkScope(rule, where), ...mistakes] };
}

/** The keys that say which functions a rule is for. */
const scopeKeys = {
  files: globs,
  functions: globs,
  exported: aBoolean,
  async: aBoolean,
  generator: aBoolean,
} as const satisfies Readonly<Record<Exclude<keyof Rule, keyof Settings>, Accepted>>;

function checkScope(rule: Rule, where: string): readonly string[] {
  return Object.entries(scopeKeys).flatMap(([key, accepted]) => {
    // Proof of the cast: the table has these keys.
    const value = rule[key as keyof typeof scopeKeys];
    return value === undefined ? [] : valueMistakes(`${where}.${key}`, value, accepted);
  });
}

/** What is not a glob is reported by {@link checkScope}; here it only has to be out of the way. */
function stringsOf(value: unknown): readonly string[] {
  return [value].flat().filter(isNonEmptyString);
}

/** A wildcard never reaches what a class mark would not reach: that takes a bare `*` or a pattern which says so. */
function nameMatcher(patterns: readonly string[]): (found: RuleSubject) => boolean {
  const globs = splitGlobs(patterns);
  const { wanted, unwanted } = globs;
  const isUnwanted = unwanted.length === 0 ? () => false : matcher(unwanted);
  const matchers = wanted.map((pattern) => ({ pattern, matches: matcher(pattern) }));
  const isEveryFunction = isForEvery(globs);
  return (found) => {
    if (isUnwanted(found.name)) return false;
    if (isEveryFunction) return true;
    const special = specialWord(found);
    return matchers.some(
      ({ pattern, matches }) => (special === null || pattern.includes(special)) && matches(found.name),
    );
  };
}

function isForEvery({ wanted }: { readonly wanted: readonly string[] }): boolean {
  return wanted.length === 0 || wanted.includes('*');
}

function specialWord({ isAnonymous, member }: RuleSubject): string | null {
  if (member?.kind === 'constructor') return 'constructor';
  if (member?.kind === 'get' || member?.kind === 'set') return `${member.kind} `;
  return isAnonymous ? '<anonymous>' : null;
}

function checkSettings(
  written: Readonly<Record<string, unknown>>,
  where: string,
): { readonly settings: Settings; readonly mistakes: readonly string[] } {
  const settings: Record<string, unknown> = {};
  const mistakes: string[] = [];
  for (const [name, value] of Object.entries(written)) {
    if (value === undefined) continue;
    const key = name === 'attributes' ? name : settingKey(name);
    const found = key === null ? unknownKey(name, where) : valueMistakes(`${where}.${name}`, value, acceptedBy(key));
    if (key !== null && found.length === 0) settings[key] = value;
    mistakes.push(...found);
  }
  return { settings, mistakes };
}

function unknownKey(name: string, where: string): readonly string[] {
  const accepted = [...Object.keys(scopeKeys), ...settingKeys];
  return [unknownOption(`${where}.${name}`, accepted, () => didYouMean(name, accepted, `${where}.`))];
}
