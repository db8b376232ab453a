import { type Block, blocksOf, type Document, manuals } from './document.ts';

/** A document as a project: the files it shows, and what it says to do with them. */
export interface Page {
  readonly document: Document;
  /** True when there is more to do than to install. */
  readonly hasCommands: boolean;
  /** By name. */
  readonly files: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
  /** What the document says that its commands print. */
  readonly printed: readonly string[];
  /** Messages of the compiler that the document quotes. */
  readonly quoted: readonly string[];
  /** Blocks that are no part of the project: each is a program, or another version of a file. */
  readonly others: readonly Block[];
}

const isShell = ({ language }: Block): boolean => language === 'sh';
const isOutput = ({ language }: Block): boolean => language === 'text';
const isInstall = (line: string): boolean => /^npm (?:install|pkg set) /.test(line);

const isShape = 'shows where the body of a function stays, not a whole function';
const isLong =
  'are commands for contributors, which take minutes or more; `proof.test.ts` and `runtimes.test.ts` do less of it';

/** Blocks that are not executed, and why; without a number, all of the document's. */
export const notExecuted: Readonly<Record<string, string>> = {
  'README.md, block 3': 'installs and runs the whole repository: CI does, on a fresh checkout',
  'packages/docs/design/shapes.md': isShape,
  'packages/docs/guide/attach.md, block 1':
    'is a session with a process that runs already: `packages/attach` tests others',
  'packages/docs/guide/hosts/angular.md': 'needs an application of Angular: `test/angular` does the same with one',
  'packages/docs/guide/from-logfire.md, block 1': 'is what the page compares with, and needs an account there',
  'packages/docs/evidence/runtimes.md': 'is a table that a study has printed',
  'packages/docs/reference/api.md': 'is signatures, and examples that are executed where they stand, in docstrings',
  'packages/docs/reference/cli.md': 'is what the commands print: `written.test.ts` compares',
  'packages/docs/reference/setup-problems.md': 'is what processes say: `written.test.ts` compares',
  'packages/docs/reference/problems.md': 'is what fixtures say: `written.test.ts` compares',
  'test/studies/proof/README.md': isLong,
  'test/studies/runtimes/README.md': isLong,
};

export const isExecuted = ({ document, name }: Block): boolean =>
  notExecuted[name] === undefined && notExecuted[document] === undefined;

function readPage(document: Document): Page {
  const blocks = blocksOf(document).filter(isExecuted);
  const lines = blocks
    .filter(isShell)
    .flatMap(({ text }) => text.split('\n').map((line) => line.replace(/\s+#.*/, '')));
  const hasCommands = lines.some((line) => !isInstall(line));
  const files = hasCommands ? blocks.filter(({ file }, index) => file !== undefined && isFirst(blocks, index)) : [];
  const outputs = blocks.filter(isOutput).map(({ text }) => text);
  return {
    document,
    hasCommands,
    files: Object.fromEntries(files.map(({ file = '', text }) => [file, text])),
    lines,
    printed: outputs.filter((text) => !isMessage(text)),
    quoted: outputs.filter(isMessage),
    others: blocks.filter((block) => !isShell(block) && !isOutput(block) && !files.includes(block)),
  };
}

const isMessage = (text: string): boolean => /^BUD\d{3} /.test(text);

function isFirst(blocks: readonly Block[], index: number): boolean {
  return blocks.findIndex(({ file }) => file === blocks[index]?.file) === index;
}

/** The documents that have something to execute. */
export const pages: readonly Page[] = manuals
  .map(readPage)
  .filter(({ lines, quoted, printed, others }) => [lines, quoted, printed, others].some((part) => part.length > 0));

/** The files that the reader of a page has: pages of hosts refer to the program of the first page. */
export function filesOf({ document, files, hasCommands }: Page): Readonly<Record<string, string>> {
  const isHost = document.path.includes('/guide/hosts/') && hasCommands;
  const first = isHost ? pages.find(({ document: { path } }) => path.endsWith('guide/getting-started.md')) : undefined;
  return { ...first?.files, ...files };
}
