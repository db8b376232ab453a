import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { findFiles } from '../input/find-files.ts';
import { isEmitted } from '../input/file-kind.ts';
import type { Check } from './check.ts';

/** Where builds go. */
const outputs = ['dist', 'build', 'out', 'lib', '.output', '.next/server', 'dist-tracked'];
/** What stands in tracked code, or in the gate that was bundled with it. */
const traces = ['bud.gate.v1', '@bud/runtime', '__bud'];

/** Whether what was built carries tracked code: one that was made with `BUD_TRACK=off` is the plain program. */
export function checkBuild(folder: string): readonly Check[] {
  const present = outputs.filter((output) => existsSync(join(folder, output)));
  if (present.length === 0) return [];
  const files = findFiles(present, { folder, followsLinks: false, isWanted });
  const shown = present.map((output) => `${output}/`).join(', ');
  const isTracked = files.some(({ path }) => {
    const code = readFileSync(path, 'utf8');
    return traces.some((trace) => code.includes(trace));
  });
  if (isTracked) return [{ check: 'build', result: 'fine', message: `${shown} carries tracked code` }];
  return [
    {
      check: 'build',
      result: 'doubtful',
      message: `${shown} carries no tracked code: it was built without the plugin, or with BUD_TRACK=off`,
      remedy: 'Build again without `BUD_TRACK=off`.',
    },
  ];
}

function isWanted(path: string, isFolder: boolean): boolean {
  return isFolder ? !path.endsWith('node_modules') : isEmitted(path);
}
