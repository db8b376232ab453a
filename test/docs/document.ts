import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lexer, type Token, type Tokens, walkTokens } from 'marked';

export const repository: string = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** A Markdown file of the repository. */
export interface Document {
  /** Relative to the repository. */
  readonly path: string;
  readonly tokens: readonly Token[];
}

/** A fenced block: a program, a configuration, commands, or output. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** What its first line says it is: `// vite.config.ts`. */
  readonly file: string | undefined;
  /** The path of the document it is in. */
  readonly document: string;
  /** `README.md, block 2`: for names of tests, and for the table of what is not executed. */
  readonly name: string;
}

/** Folders whose Markdown is about a folder of this repository, and not about using Bud Track. */
const ignored = /(?:^|\/)(?:node_modules|dist|fixtures|cases|\.next|out)(?:\/|$)/;

/** Every Markdown file. */
export const documents: readonly Document[] = markdownFiles().map((path) => ({
  path,
  tokens: lexer(readFileSync(join(repository, path), 'utf8')),
}));

/** The documents that tell a user how to use Bud Track: their blocks are executed. */
export const manuals: readonly Document[] = documents.filter(({ path }) =>
  /^(?:README\.md|packages\/docs\/.*|packages\/[^/]*\/README\.md)$/.test(path),
);

function markdownFiles(): readonly string[] {
  return ['.', 'packages', 'test', 'examples', '.ci']
    .flatMap((folder) =>
      readdirSync(join(repository, folder), { recursive: folder !== '.', encoding: 'utf8' }).map((file) =>
        join(folder, file).replaceAll('\\', '/'),
      ),
    )
    .filter((file) => file.endsWith('.md') && !ignored.test(file))
    .toSorted((a, b) => (a < b ? -1 : 1));
}

/** All tokens of one kind, also those inside of others. */
export function tokensOf<Kind extends Tokens.Generic['type']>(
  { tokens }: Document,
  kind: Kind,
): readonly Extract<Token, { type: Kind }>[] {
  const found: Token[] = [];
  void walkTokens([...tokens], (token) => {
    if (token.type === kind) found.push(token);
  });
  // Proof of the cast: the filter above.
  return found as Extract<Token, { type: Kind }>[];
}

export function blocksOf(document: Document): readonly Block[] {
  return tokensOf(document, 'code').map(({ lang = '', text }, index) => ({
    language: lang,
    text,
    file: /^\/\/ ([\w./-]+\.\w+)\n/.exec(text)?.[1],
    document: document.path,
    name: `${document.path}, block ${index + 1}`,
  }));
}
