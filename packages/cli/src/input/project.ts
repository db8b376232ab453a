import { statSync } from 'node:fs';
import { resolve } from 'node:path';

import { openProject, type Project } from '@bud/project';

import { BadInput, fileFailure } from '../arguments/bad-input.ts';
import type { Call } from '../arguments/command.ts';

/** The project that a command was called for. Throws what is wrong with its configuration. */
export function projectOf({ flags, folder, environment }: Call): Project {
  const [root, config] = [flags.get('root'), flags.get('config')];
  return openProject({
    root: folder,
    options: {
      ...(typeof root === 'string' && { root: existing(folder, root, 'folder') }),
      ...(flags.has('strict') && { strict: true }),
    },
    selection: environment['BUD_TRACK'],
    configFile: typeof config === 'string' ? existing(folder, config, 'file') : undefined,
  });
}

function existing(folder: string, path: string, kind: 'file' | 'folder'): string {
  const absolute = resolve(folder, path);
  let isFolder: boolean;
  try {
    isFolder = statSync(absolute).isDirectory();
  } catch (error) {
    throw fileFailure('read', path, error);
  }
  if (isFolder !== (kind === 'folder')) throw new BadInput(`${path} is not a ${kind}`, `Name a ${kind}.`);
  return absolute;
}
