import { readFile } from 'node:fs/promises';
import { pageWith } from './page.ts';

/**
 * One HTML file with the traces of files in it: it opens from a disk, offline, and can be mailed. Rejects when a file cannot be
 * read.
 *
 * @example
 * import { writeFileSync } from 'node:fs';
 * import { pageOf } from '@bud/viewer';
 *
 * writeFileSync('trace.jsonl', '');
 * (await pageOf(['trace.jsonl'])).startsWith('<!doctype html>'); // true
 */
export async function pageOf(files: readonly string[]): Promise<string> {
  const texts = await Promise.all(files.map(async (file) => await readFile(file, 'utf8')));
  return pageWith(texts.map((text) => (text === '' || text.endsWith('\n') ? text : `${text}\n`)).join(''));
}
