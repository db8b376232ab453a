import { chainMaps } from '@bud/project';
import type { Instrumented } from '@bud/transform';

import type { BabelApi, BabelFile, ParsedFile } from './babel.ts';

/**
 * Puts tracked code in the place of what Babel has parsed. Plugins find it as if it had been in the file: they have visited
 * nothing yet. The program's node stays the one that paths and scopes know, with the members of the new one.
 */
export function putTrackedCode(file: BabelFile, { code, map }: Instrumented, babel: BabelApi): void {
  const { opts, ast } = file;
  const parsed = babel.parseSync(code, {
    babelrc: false,
    configFile: false,
    browserslistConfigFile: false,
    filename: opts.filename,
    sourceType: opts.sourceType,
    // With what other plugins have asked the parser for.
    parserOpts: opts.parserOpts,
  });
  if (parsed === null) return;
  Object.assign(ast.program, parsed.program);
  Object.assign(ast, commentsOf(parsed));
  file.code = code;
  file.scope.crawl();
  if (map !== null && opts.inputSourceMap !== false) file.inputMap = chainedInputMap(file, map);
}

function commentsOf({ comments, tokens }: ParsedFile): object {
  return tokens === undefined ? { comments } : { comments, tokens };
}

/** From tracked code to the first source, by the name that Babel gives it. */
function chainedInputMap({ inputMap, opts }: BabelFile, map: NonNullable<Instrumented['map']>): BabelFile['inputMap'] {
  const { sourceFileName } = opts.generatorOpts;
  const own = JSON.stringify(Object.assign({}, map, sourceFileName !== undefined && { sources: [sourceFileName] }));
  const chained = inputMap === null ? own : chainMaps(own, JSON.stringify(inputMap.toObject()));
  const sourcemap = JSON.parse(chained) as object; // a map, written above
  return { sourcemap, toObject: () => sourcemap };
}
