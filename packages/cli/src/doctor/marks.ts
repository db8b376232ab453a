import type { Project } from '@bud/project';

import type { Call } from '../arguments/command.ts';
import { listFunctions, type ListedFunction } from '../list/listed-function.ts';
import type { Check } from './check.ts';

const silent = { step() {}, end() {} };

/** How many functions are tracked, and whether marks have problems. */
export async function checkMarks(call: Call, project: Project): Promise<readonly Check[]> {
  if (project.options.mode === 'off')
    return [
      {
        check: 'marks',
        result: 'broken',
        message: 'tracking is switched off, so a build is the plain program',
        remedy: 'Unset `BUD_TRACK`, or the option `mode`.',
      },
    ];
  const { functions, problems } = await listFunctions({ ...call, paths: [] }, project, silent);
  const count: Check =
    functions.length > 0
      ? { check: 'marks', result: 'fine', message: countsOf(functions) }
      : {
          check: 'marks',
          result: 'broken',
          message: 'no function is tracked',
          remedy: 'Put `/** @track */` before one, or write a rule in bud.track.config.ts.',
        };
  if (problems.length === 0) return [count];
  const message = `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in marks and options`;
  return [count, { check: 'marks', result: 'doubtful', message, remedy: '`bud list` shows each.' }];
}

function countsOf(functions: readonly ListedFunction[]): string {
  const byType = new Map<string, number>();
  for (const { type = 'without type' } of functions) byType.set(type, (byType.get(type) ?? 0) + 1);
  const types = [...byType].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([type, count]) => `${count} ${type}`);
  return `${functions.length} tracked ${functions.length === 1 ? 'function' : 'functions'}: ${types.join(', ')}`;
}
