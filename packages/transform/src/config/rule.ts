import type { FoundFunction } from '../find/function.ts';
import { matcher, splitGlobs } from './glob.ts';
import { checkValue, isSiteAttribute, settingKey, suggestKey, type Settings } from './settings.ts';

/** A mark for every function that its globs reach. All keys of a mark are keys of a rule. */
export interface Rule extends Settings {
  /** Globs of project-relative paths. Default: every file. */
  readonly files?: string | readonly string[];
  /**
   * Globs of qualified names. Default `*`: every function of every kind. Any other pattern reaches constructors,
   * accessors and anonymous functions only when it names them (`Agent.constructor`, `*.get *`, `<anonymous>`).
   */
  readonly functions?: string | readonly string[];
  readonly exported?: boolean;
  readonly async?: boolean;
  readonly generator?: boolean;
}

export interface CompiledRule {
  /** Its place in the configuration, for messages. */
  readonly index: number;
  readonly settings: Settings;
  readonly matchesFile: (path: string) => boolean;
  readonly matchesFunction: (found: FoundFunction) => boolean;
}

/** Compiles a rule; what is wrong with it goes to `mistakes`. */
export function compileRule(rule: Rule, index: number, mistakes: string[]): CompiledRule {
  const { files, functions, exported, async: isAsync, generator, ...rest } = rule;
  const where = `rules[${index}]`;
  for (const [key, value] of Object.entries({ exported, async: isAsync, generator })) {
    if (value !== undefined && typeof value !== 'boolean') mistakes.push(`${where}.${key} accepts true or false`);
  }
  const names = globs(functions, `${where}.functions`, mistakes);
  const isName = names === null ? null : nameMatcher(names);
  const paths = globs(files, `${where}.files`, mistakes);
  return {
    index,
    settings: checkSettings(rest, where, mistakes),
    matchesFile: paths === null ? () => true : matcher(paths),
    matchesFunction: (found) =>
      (exported === undefined || found.isExported === exported) &&
      (isAsync === undefined || found.kind.startsWith('async') === isAsync) &&
      (generator === undefined || found.kind.endsWith('generator') === generator) &&
      (isName === null || isName(found)),
  };
}

function globs(value: unknown, where: string, mistakes: string[]): readonly string[] | null {
  if (value === undefined) return null;
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = list.filter((item) => typeof item === 'string' && item !== '') as readonly string[];
  if (texts.length !== list.length || texts.length === 0) mistakes.push(`${where} accepts a glob or a list of globs`);
  return texts;
}

/** A wildcard never reaches what a class mark would not reach: that takes a bare `*` or a pattern which says so. */
function nameMatcher(patterns: readonly string[]): (found: FoundFunction) => boolean {
  const { wanted, unwanted } = splitGlobs(patterns);
  const isUnwanted = unwanted.length === 0 ? () => false : matcher(unwanted);
  const matchers = wanted.map((pattern) => ({ pattern, matches: matcher(pattern) }));
  const isEveryFunction = wanted.length === 0 || wanted.includes('*');
  return (found) => {
    if (isUnwanted(found.name)) return false;
    if (isEveryFunction) return true;
    const special = specialWord(found);
    return matchers.some(
      ({ pattern, matches }) => (special === null || pattern.includes(special)) && matches(found.name),
    );
  };
}

function specialWord({ isAnonymous, member }: FoundFunction): string | null {
  if (member?.kind === 'constructor') return 'constructor';
  if (member?.kind === 'get' || member?.kind === 'set') return `${member.kind} `;
  return isAnonymous ? '<anonymous>' : null;
}

function checkSettings(written: Readonly<Record<string, unknown>>, where: string, mistakes: string[]): Settings {
  const settings: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(written)) {
    if (value === undefined) continue;
    if (name === 'attributes') {
      if (typeof value !== 'object' || value === null || !Object.values(value).every(isSiteAttribute)) {
        mistakes.push(`${where}.attributes accepts an object of texts, numbers, booleans and lists of texts`);
      }
      settings[name] = value;
      continue;
    }
    const key = settingKey(name);
    if (key === null || key === 'attributes') {
      const suggestion = suggestKey(name, ['files', 'functions', 'exported', 'async', 'generator', 'attributes']);
      mistakes.push(`unknown key "${name}" in ${where}${suggestion === null ? '' : `, did you mean "${suggestion}"?`}`);
      continue;
    }
    const checked = checkValue(key, value);
    if (typeof checked === 'string') mistakes.push(`${where}.${name} accepts ${checked}`);
    else settings[key] = checked.value;
  }
  return settings;
}
