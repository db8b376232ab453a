import { chainMaps, inputMapOf } from '@bud/project';
import type { Instrumented } from '@bud/transform';

import type { Output } from './swc.ts';

const inlineMap = /\n\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/;

/**
 * SWC's output for tracked code, its map leading past the marks to the first source. SWC could chain maps by itself, but
 * where it folds constants or drops types it guesses columns, and stacks would name others than without marks.
 */
export function withChainedMap(output: Output, own: Instrumented['map'], earlier: string | undefined): Output {
  if (output.map !== undefined) return { ...output, map: chain(output.map, own, earlier) };
  const inline = inlineMap.exec(output.code)?.[1];
  if (inline === undefined) return output;
  const chained = chain(Buffer.from(inline, 'base64').toString(), own, earlier);
  return { ...output, code: withInlineMap(output.code.replace(inlineMap, ''), chained) };
}

/** Code with its map in a comment at the end. */
export function withInlineMap(code: string, map: string): string {
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}`;
}

/** The input map that SWC would take: a given one, or that of the file's own comment unless it is forbidden. */
export function earlierMapOf(code: string, file: string, given: boolean | string = true): string | undefined {
  if (typeof given === 'string') return given;
  return given ? inputMapOf(code, file) : undefined;
}

function chain(map: string, own: Instrumented['map'], earlier: string | undefined): string {
  // Proof of the cast: SWC made it. What it calls its source is the name that the first source keeps.
  const { sources, sourceRoot } = JSON.parse(map) as {
    readonly sources: readonly string[];
    readonly sourceRoot?: string;
  };
  const named = JSON.stringify(Object.assign({}, own, { sources, sourceRoot }));
  return chainMaps(map, earlier === undefined ? named : chainMaps(named, earlier));
}
