import { describedKeys, markWord } from '@bud/transform';
import type ts from 'typescript';

import { boundParameters } from '../bound-parameters.ts';

/** What can be written at a position inside a comment; `null` where that is not inside a mark. */
export function markCompletions(
  file: ts.SourceFile,
  comment: ts.TextSpan,
  position: number,
  typescript: typeof ts,
): readonly ts.CompletionEntry[] | null {
  const before = file.text.slice(comment.start, position);
  const word = [...before.matchAll(markWord)].at(-1);
  if (word === undefined) return null;
  const written = before.slice(word.index + word[0].length);
  // The next tag of the comment ends the mark.
  if (/[\s*]@/.test(written) || !/\s/.test(written)) return null;
  const value = /(?<key>[\w-]+)=(?<before>(?:[^\s,]*,\s*)*)(?<typed>[^\s,]*)$/.exec(written)?.groups;
  if (value !== undefined) {
    const names = valuesOf(value['key'] ?? '', () => parametersAfter(file, comment.start + comment.length, typescript));
    return entriesOf(names, value['typed'] ?? '', position, typescript);
  }
  const typed = /[\w-]*$/.exec(written)?.[0] ?? '';
  const given = new Set([...written.matchAll(/([\w-]+)=/g)].map(([, key]) => key));
  const keys = describedKeys().filter(({ key }) => !given.has(key));
  return entriesOf(
    keys.map(({ key }) => key),
    typed,
    position,
    typescript,
  );
}

function valuesOf(written: string, parameters: () => readonly string[]): readonly string[] {
  const described = describedKeys().find(({ key }) => key === written);
  if (described === undefined) return [];
  return described.takesParameters ? parameters() : described.values;
}

function entriesOf(
  names: readonly string[],
  typed: string,
  position: number,
  { ScriptElementKind }: typeof ts,
): readonly ts.CompletionEntry[] {
  return names.map((name, index) => ({
    name,
    kind: ScriptElementKind.keyword,
    sortText: String(index).padStart(2, '0'),
    replacementSpan: { start: position - typed.length, length: typed.length },
  }));
}

/** Names of the parameters of the function that begins behind a comment. */
function parametersAfter(file: ts.SourceFile, offset: number, typescript: typeof ts): readonly string[] {
  const found: { function?: ts.SignatureDeclaration } = {};
  const visit = (node: ts.Node): void => {
    if (node.end <= offset || found.function !== undefined) return;
    if (typescript.isFunctionLike(node) && node.getStart(file) >= offset) found.function = node;
    else typescript.forEachChild(node, visit);
  };
  visit(file);
  return boundParameters(found.function?.parameters ?? [], typescript);
}
