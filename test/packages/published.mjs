import { readdirSync, readFileSync } from 'node:fs';

/** Folders of the packages that are published, relative to the root, where npm runs scripts. */
export const published = readdirSync('packages')
  .map((name) => `packages/${name}`)
  .filter((folder) => !JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')).private);
