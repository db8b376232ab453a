import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

import { createFileCompiler, resolveProject, type FileCompiler, type ProjectOptions } from '@bud/project';

import { BadInput, fileFailure } from './bad-input.ts';
import type { Call } from '../commands/command.ts';

/** A project as commands see it: what is configured, and the compiler for it. */
export interface OpenProject {
  readonly options: ProjectOptions;
  readonly compiler: FileCompiler;
  /** Absolute and real. */
  readonly root: string;
}

/** Reads the configuration that a command was called with. Throws what is wrong with it. */
export function openProject({ flags, folder, environment }: Call): OpenProject {
  const [root, config] = [flags.get('root'), flags.get('config')];
  const options = resolveProject({
    root: folder,
    options: {
      ...(typeof root === 'string' && { root: existing(folder, root, 'folder') }),
      ...(flags.has('strict') && { strict: true }),
    },
    budTrack: environment['BUD_TRACK'],
    configFile: typeof config === 'string' ? existing(folder, config, 'file') : undefined,
  });
  return { options, compiler: createFileCompiler(options), root: realpathSync.native(options.root) };
}

function existing(folder: string, path: string, kind: 'file' | 'folder'): string {
  const absolute = resolve(folder, path);
  let isFolder: boolean;
  try {
    isFolder = statSync(absolute).isDirectory();
  } catch (error) {
    throw fileFailure('read', path, error);
  }
  if (isFolder !== (kind === 'folder')) throw new BadInput(`${path} is no ${kind}`, `Name a ${kind}.`);
  return absolute;
}
