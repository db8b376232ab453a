import ts from 'typescript';

import { importedPackages } from './use-block.ts';
import { ReaderProject } from './project.ts';

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  types: ['node'],
};

/** What TypeScript says about programs, each a folder of files. */
export async function typeErrors(programs: readonly Readonly<Record<string, string>>[]): Promise<readonly string[]> {
  const folders = programs.map((files, index) =>
    Object.entries(files).flatMap(([name, text]) =>
      /\.tsx?$/.test(name) ? [[`${index}/${name}`, text] as const] : [],
    ),
  );
  const files = Object.fromEntries(folders.flat());
  const project = new ReaderProject(files);
  try {
    const packages = Object.values(files).flatMap(importedPackages);
    await project.install('@types/node', '@opentelemetry/api', ...packages);
    const roots = Object.keys(files).map((name) => `${project.root}/${name}`);
    const program = ts.createProgram(roots, { ...options, typeRoots: [`${project.root}/node_modules/@types`] });
    return ts.getPreEmitDiagnostics(program).map(messageOf);
  } finally {
    project.remove();
  }
}

function messageOf({ file, start = 0, messageText }: ts.Diagnostic): string {
  const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
  return `${file?.fileName}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}\n${file?.text}`;
}
