import type { FileCompiler } from '@bud/project';
import type { Finding, Instrumented } from '@bud/transform';

/** Files of Vue, Svelte and Astro: a script among markup, which their own plugins compile after this one. */
export const componentIds: RegExp = /\.(?:vue|svelte|astro)$/;

/** The id that stands for the script of a component; every other id stands for itself. */
export function scriptId(id: string, lang = 'js'): string {
  return componentIds.test(id) ? `${id}?lang.${lang}` : id;
}

/** The opening tag of a script, and where its content starts and ends. */
interface Script {
  readonly tag: string;
  readonly start: number;
  readonly end: number;
}

/** `<script …>`, its content and its end; only at the start of a line, which is where those inside of markup are not. */
const scripts = /^(<script\b(?:"[^"]*"|'[^']*'|[^>"'])*>)(.*?)<\/script\s*>/gims;

/** White space of ECMAScript that hardly anybody writes, one UTF-16 unit each. */
const blanks = ['\u2003', '\u2002', '\u2001', '\u1680'];

/**
 * Compiles the script of a component in its place; `null` where there is nothing to compile. All around it is blank to the
 * compiler, so that lines and columns are those of the file, in what is recorded and in the map.
 *
 * A second script joins the first in one program: what the first declares is known in both. So it is compiled where the
 * first is the module's own, and left alone where the first is that of each instance.
 */
export function compileComponent(compiler: FileCompiler, code: string, id: string): Instrumented | null {
  if (id.endsWith('.astro')) return leaveFrontmatter(compiler, code, id);
  const [first, second] = [...code.matchAll(scripts)].map(({ 1: tag = '', 2: content = '', index }): Script => ({
    tag,
    start: index + tag.length,
    end: index + tag.length + content.length,
  }));
  const space = blanks.find((candidate) => !code.includes(candidate));
  if (first === undefined || space === undefined || !compiler.accepts(scriptId(id))) return null;
  const isForModule = /\bmodule\b/.test(first.tag) || (id.endsWith('.vue') && !/\bsetup\b/.test(first.tag));
  const kept = second !== undefined && isForModule ? [first, second] : [first];
  const bounds = [0, ...kept.flatMap(({ start, end }) => [start, end]), code.length];
  const parts = bounds.slice(1).map((end, index) => code.slice(bounds[index], end));
  const markup = parts
    .filter((_, index) => index % 2 === 0)
    .map((original) => ({ original, blank: original.replaceAll(/[^\n\r]/g, space) }));
  const padded = parts.map((part, index) => (index % 2 === 0 ? markup[index / 2]?.blank : part)).join('');
  const lang = /\blang=["']?([jt]sx?)\b/.exec(first.tag)?.[1];
  const result = compiler.compile(padded, scriptId(id, lang), 'esm');
  // Every piece of markup has a tag, and so a blank that the scripts do not have.
  return {
    ...result,
    problems: [
      ...result.problems,
      ...compiler.locate(leftAlone(code, kept.length === 1 ? second : undefined), code, id),
    ],
    code: markup.reduce((compiled, { blank, original }) => compiled.replace(blank, () => original), result.code),
  };
}

/** Astro runs it anew for every page, inside of a function: there is no place for what belongs to a module. */
function leaveFrontmatter(compiler: FileCompiler, code: string, id: string): Instrumented | null {
  const [frontmatter] = /^\s*---[^]*?\n---/.exec(code) ?? [''];
  const start = frontmatter.indexOf('@track');
  if (start === -1 || !compiler.accepts(scriptId(id))) return null;
  const finding: Finding = {
    code: 'BUD405',
    message: 'the frontmatter runs anew for every page, so its marks are ignored',
    remedy: 'Put the function into a module, and import it.',
    start,
    end: start + '@track'.length,
  };
  return { ...compiler.compile('', scriptId(id), 'esm'), code, problems: compiler.locate([finding], code, id) };
}

/** Marks in a script that joins no other would be lost: that is said once, at the first. */
function leftAlone(code: string, script: Script | undefined): readonly Finding[] {
  const mark = script === undefined ? -1 : code.slice(script.start, script.end).indexOf('@track');
  if (script === undefined || mark === -1) return [];
  const start = script.start + mark;
  return [
    {
      code: 'BUD405',
      message: 'the module script comes after the instance script, so its marks are ignored',
      remedy: 'Put the module script first.',
      start,
      end: start + '@track'.length,
    },
  ];
}
