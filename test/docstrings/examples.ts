import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../fixtures/fixture-case.ts';

/** One `@example` of a docstring. */
export interface Example {
  /** `packages/…/file.ts:12`, where it begins. */
  readonly place: string;
  /** Project-relative path of the file it stands in. */
  readonly source: string;
  readonly code: string;
}

/** Every example of the packages' sources. */
export function allExamples(): readonly Example[] {
  return readdirSync(join(projectRoot, 'packages'))
    .flatMap((name) => sourcesOf(`packages/${name}/src`))
    .flatMap(examplesOf);
}

function sourcesOf(folder: string): readonly string[] {
  try {
    const files = readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' });
    return files.filter((file) => file.endsWith('.ts')).map((file) => `${folder}/${file.replaceAll('\\', '/')}`);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []; // a package without sources
    throw error;
  }
}

function examplesOf(source: string): readonly Example[] {
  const text = readFileSync(join(projectRoot, source), 'utf8');
  return [...text.matchAll(/\/\*\*(?:(?!\*\/)[^])*?\*\//g)].flatMap(({ 0: comment, index }) =>
    [...comment.matchAll(/@example\b([^]*?)(?=\n\s*\*\s*@|\*\/$)/g)].map((match) => {
      const line = text.slice(0, index + match.index).split('\n').length;
      return { place: `${source}:${line}`, source, code: withoutStars(match[1] ?? '') };
    }),
  );
}

/** In a comment, `*\/` stands for the end of another one. */
function withoutStars(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(/^\s*\* ?/, ''));
  return lines
    .join('\n')
    .replaceAll(String.raw`*\/`, '*/')
    .trim();
}
