import { isInstalledFor, missingRuntimeProblem } from '@bud/project';
import type { Problem } from '@bud/transform';

/** For hosts that give plugins no way to resolve: looks once, from the first file that needs the runtime. */
export function createRuntimeCheck(): (runtime: string, file: string) => readonly Problem[] {
  let isChecked = false;
  return (runtime, file) => {
    if (isChecked) return [];
    isChecked = true;
    return isInstalledFor(runtime, file) ? [] : [missingRuntimeProblem(runtime)];
  };
}
