import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const packages = fileURLToPath(new URL('../../packages', import.meta.url));

/** The comment that a file begins with, line by line. */
function openingOf(file: string): readonly string[] {
  const comment = /^\/\*\*?\n([^]*?)\n \*\//.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  return comment.split('\n').map((line) => line.replace(/^ \* ?/, ''));
}

function stemOf(file: string): string {
  return basename(file).replace(/\.tsx?$/, '');
}

function names(text: string, word: string): boolean {
  return new RegExp(String.raw`(?<![\w-])${word}(?![\w-])`).test(text);
}

const withSources = readdirSync(packages).filter((name) => existsSync(join(packages, name, 'src')));

describe.each(withSources)('the maps of %s', (name) => {
  const source = join(packages, name, 'src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => file.replaceAll('\\', '/'));
  const folders = new Set(files.flatMap((file) => dirname(file).split('/')));
  const rooms = [...new Set(files.map((file) => dirname(file)))].map((room) => {
    const own = files.filter((file) => dirname(file) === room);
    // A map names all others of its room; those that only export from others go without saying.
    const named = own.filter((file) => stemOf(file) !== 'index');
    const maps = own
      .map((file) => ({ file, lines: openingOf(join(source, file)) }))
      .filter(({ lines }) => lines.length >= 5)
      .map(({ file, lines }) => ({ file, text: lines.join('\n') }))
      .map((map) => ({ ...map, missing: named.filter((file) => file !== map.file && !names(map.text, stemOf(file))) }));
    return { room, own, best: maps.toSorted((a, b) => a.missing.length - b.missing.length)[0] };
  });

  test.each(rooms.filter(({ own }) => own.length > 1))('$room begins with one that names each of its files', (room) => {
    expect(room.best?.missing ?? 'no file begins with a map').toEqual([]);
  });

  test.each(rooms.flatMap(({ best }) => (best === undefined ? [] : [best])))('$file names what is there', (map) => {
    // In backticks is what a user writes, or the program's.
    const text = map.text.replaceAll(/`[^`]*`/g, '');
    const namedFiles = [...text.matchAll(/(?<![\w/.*-])(?:[\w-]+\/)*([\w-]+)\.tsx?\b/g)].map(([, file = '']) => file);
    const namedRooms = [...text.matchAll(/(?<![\w/@-])([a-z-]+)\/(?![\w*])/g)].map(([, folder = '']) => folder);
    expect(namedFiles.filter((file) => !files.some((each) => stemOf(each) === file))).toEqual([]);
    expect(namedRooms.filter((folder) => !folders.has(folder))).toEqual([]);
  });
});
