import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';

import { chainMaps, mapAddress, type InputMap, type Project } from '@bud/project';
import type { Instrumented, ModuleKind, Problem } from '@bud/transform';

import type { FoundFile } from '../input/find-files.ts';
import { isUncompiled } from '../input/file-kind.ts';
import type { InputFile } from '../input/input-file.ts';

/** What is to be written for one file: the file, and the map beside it when it came with one. */
interface Replacement {
  readonly code: string;
  readonly map: { readonly path: string; readonly json: string } | null;
}

export interface FileResult extends Pick<Instrumented, 'sites' | 'skipped' | 'problems'> {
  /** `null`: the file stays as it is. */
  readonly written: Replacement | null;
  /** A mark, a rule or an earlier run asks for something in it, or that nothing is. */
  readonly isAskedFor: boolean;
}

/**
 * Instruments one file for the place `target`, which is the file itself or its place below `--out`. Its map is chained,
 * and stays where it was, beside the file or inside it.
 */
export function instrumentFile(
  file: FoundFile,
  input: InputFile,
  target: string,
  module: ModuleKind,
  { compiler }: Project,
): FileResult {
  if (input.code === null) {
    return { sites: [], skipped: null, problems: input.problems, written: null, isAskedFor: false };
  }
  // What takes sources as its input may be a compiler that checks them.
  const known = { origin: input.origin, checksTypes: isUncompiled(file.path) };
  const result = compiler.compile(input.code, file.path, module, known);
  const problems = [...input.problems, ...result.problems, ...lostProblems(file, input, result, compiler)];
  const { sites, skipped, code } = result;
  const isAskedFor = skipped !== null || problems.length > 0 || result.considered.length > 0;
  if (!result.changed || result.map === null) return { sites, skipped, problems, written: null, isAskedFor };
  const written =
    input.map === null ? { code, map: null } : withMap(code, result.map.toString(), input.map, file, target);
  return { sites, skipped, problems, written, isAskedFor };
}

/** Marks that are in the source which the map names, and that what wrote the file dropped. */
function lostProblems(
  { path, shown }: FoundFile,
  { code, origin }: InputFile,
  { skipped }: Instrumented,
  compiler: Project['compiler'],
): readonly Problem[] {
  const source = origin?.source ?? null;
  if (source === null || code === null || skipped !== null) return [];
  return compiler.lostMarks(code, path, [{ name: `what wrote ${shown}`, isAlwaysFirst: true }], {
    file: source.file,
    code: source.code(),
  });
}

function withMap(code: string, map: string, input: InputMap, file: FoundFile, target: string): Replacement {
  const path = mapTarget(input, file.path, target);
  const json = moved(chainMaps(map, input.json), input, dirname(input.path ?? file.path), dirname(path));
  if (input.path === null) {
    const url = `data:application/json;charset=utf-8;base64,${Buffer.from(json).toString('base64')}`;
    return { code: withAddress(code, url), map: null };
  }
  const isBeside = relative(dirname(target), path) === relative(dirname(file.path), input.path);
  return { code: isBeside ? code : withAddress(code, basename(path)), map: { path, json } };
}

/** The map stays where it was relative to its file, unless that is outside the folder of the file. */
function mapTarget({ path }: InputMap, file: string, target: string): string {
  if (path === null || target === file) return path ?? target;
  const below = relative(dirname(file), path);
  return below.startsWith('..') || isAbsolute(below) ? `${target}.map` : join(dirname(target), below);
}

function withAddress(code: string, url: string): string {
  const [start, end] = mapAddress(code) ?? [code.length, code.length];
  return code.slice(0, start) + url + code.slice(end);
}

interface MapJson {
  readonly file?: string;
  readonly sources?: readonly (string | null)[];
}

/** A chained map with the name that it had, and its sources relative to the folder that it is put into. */
function moved(map: string, input: InputMap, from: string, to: string): string {
  // Proof of the casts: both were read as source maps before.
  const { file } = JSON.parse(input.json) as MapJson;
  const chained = JSON.parse(map) as MapJson;
  const sources = chained.sources?.map((source) =>
    from === to || source === null || isAbsolute(source) || /^[a-z][a-z\d+.-]+:/i.test(source)
      ? source
      : relative(to, resolve(from, source)).replaceAll('\\', '/'),
  );
  return JSON.stringify({ ...chained, ...(file !== undefined && { file }), ...(sources !== undefined && { sources }) });
}
