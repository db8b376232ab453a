/**
 * The lint rule `house/climbs`:
 *
 *   an import ─┬─ of a file of the package ─▶ is its room in the line of this one?
 *              ├─ of a package of ours     ─▶ does it stand behind the arrow?
 *              └─ of a library             ─▶ is this the room or file that it is imported in?
 *   `import type`, `import('…')` and `export … from` count as well
 */
import path from 'node:path';

import { house } from './house.mjs';

const table = 'test/rooms/house.mjs';

/** @type {import('oxlint/plugins-dev').Rule} */
const climbs = {
  create(context) {
    const [, name = '', file = ''] = /[\\/]packages[\\/]([^\\/]+)[\\/]src[\\/](.+)$/.exec(context.filename) ?? [];
    if (file === '') return {};
    const from = { name, file: file.replaceAll('\\', '/') };
    const check = (node) => {
      const specifier = node.source?.value;
      const message = typeof specifier === 'string' ? mistakeIn(specifier, from) : null;
      if (message !== null) context.report({ node: node.source, message });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
      ExportAllDeclaration: check,
      ExportNamedDeclaration: check,
    };
  },
};

/** What is wrong with an import, and what to do; `null` where it goes down. */
function mistakeIn(specifier, { name, file }) {
  const own = house[name];
  if (own === undefined) return `The package ${name} is not in the table yet. Give it a place in ${table}.`;
  if (specifier.startsWith('.')) return roomMistake(path.posix.join(path.posix.dirname(file), specifier), file, own);
  // A name of the package's own imports stands for a file of that name, whichever the runtime gets.
  if (specifier.startsWith('#')) return roomMistake(`${specifier.slice(1)}.ts`, file, own);
  if (!specifier.startsWith('@bud/')) return libraryMistake(specifier, file, own);
  const [, target] = specifier.split('/');
  return own.packages.includes(target) ? null : arrow(`package ${name}`, target, own.packages);
}

function roomMistake(target, file, { rooms }) {
  const [from, to] = [roomOf(file), roomOf(target)];
  if (from === to) return null;
  const missing = [from, to].find((room) => !Object.hasOwn(rooms, room));
  if (missing !== undefined) return `The room ${missing} is not in the table yet. Give it a place in ${table}.`;
  return rooms[from].includes(to) ? null : arrow(`room ${from}`, to, rooms[from]);
}

function libraryMistake(specifier, file, { libraries }) {
  const library = Object.keys(libraries).find(
    (name) => specifier === name || (isFamily(name) && specifier.startsWith(name)),
  );
  const door = library === undefined ? undefined : libraries[library];
  if (door === undefined)
    return `${specifier} is not among the package's libraries. Do without it, or add it to ${table}.`;
  const doors = [door].flat();
  const isDoor = doors.some((each) => each === '*' || file === `${each}.ts` || file.startsWith(`${each}/`));
  return isDoor
    ? null
    : `${specifier} is imported in ${doors.join(' and ')} only. Export from there what is needed here.`;
}

/** `node:` and `@opentelemetry/` stand for everything that begins like them. */
function isFamily(name) {
  return name.endsWith(':') || name.endsWith('/');
}

/** `mark` for `mark/pairs.ts`, `problem` for `problem.ts`. */
function roomOf(file) {
  return file.split('/', 1)[0].replace(/\.ts$/, '');
}

function arrow(from, to, allowed) {
  const list = allowed.length === 0 ? 'nothing' : allowed.join(', ');
  return `The ${from} imports ${list}, and not ${to}. Move what both need to one that both may import (${table}).`;
}

export default { meta: { name: 'house' }, rules: { climbs } };
