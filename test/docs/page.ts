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
  /** Blocks that are no part of the project: each is a program, or another version of a file. */
  readonly others: readonly Block[];
}

const isShell = ({ language }: Block): boolean => language === 'sh';
const isInstall = (line: string): boolean => /^npm (?:install|pkg set) /.test(line);

/** Blocks that are not executed, and why. */
export const notExecuted: Readonly<Record<string, string>> = {
  'README.md, block 3': 'installs and runs the whole repository: CI does, on a fresh checkout',
  'packages/docs/design/shapes.md, block 1': 'shows where the body of a function stays, not a whole function',
  'packages/docs/design/shapes.md, block 2': 'shows where the body of a function stays, not a whole function',
  'packages/docs/design/shapes.md, block 3': 'shows where the body of a function stays, not a whole function',
};

function readPage(document: Document): Page {
  const blocks = blocksOf(document).filter(({ name }) => notExecuted[name] === undefined);
  const lines = blocks
    .filter(isShell)
    .flatMap(({ text }) => text.split('\n').map((line) => line.replace(/\s+#.*/, '')));
  const hasCommands = lines.some((line) => !isInstall(line));
  const files = hasCommands ? blocks.filter(({ file }, index) => file !== undefined && isFirst(blocks, index)) : [];
  return {
    document,
    hasCommands,
    files: Object.fromEntries(files.map(({ file = '', text }) => [file, text])),
    lines,
    printed: hasCommands ? blocks.filter(({ language }) => language === 'text').map(({ text }) => text) : [],
    others: blocks.filter((block) => !isShell(block) && block.language !== 'text' && !files.includes(block)),
  };
}

function isFirst(blocks: readonly Block[], index: number): boolean {
  return blocks.findIndex(({ file }) => file === blocks[index]?.file) === index;
}

/** The documents that have something to execute. */
export const pages: readonly Page[] = manuals
  .map(readPage)
  .filter(({ lines, others }) => lines.length > 0 || others.length > 0);

/** The files that the reader of a page has: pages of hosts refer to the program of the first page. */
export function filesOf({ document, files, hasCommands }: Page): Readonly<Record<string, string>> {
  const isHost = document.path.includes('/guide/hosts/') && hasCommands;
  const first = isHost ? pages.find(({ document: { path } }) => path.endsWith('guide/getting-started.md')) : undefined;
  return { ...first?.files, ...files };
}
