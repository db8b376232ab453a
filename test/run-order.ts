import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What fails first should be what is found soonest: units and fixtures, then what crosses packages, then processes. */
const groups: readonly RegExp[] = [
  /^packages\//,
  /^test\/(?:fixtures\/(?!hosts)|api\/|conformance\/|docs\/)/,
  /^test\/(?!studies\/)/,
];

/** They take a minute each: at the end of their group, one of them would leave the other workers with nothing to do. */
const longest = /^(?:examples\/turbopack|test\/studies\/(?:proof|real-packages))\//;

/** Vitest's own order, by what took long before, within each group; a fresh checkout knows only the sizes of files. */
export class CheapFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- the sequencer's own, which gives back a new array
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => placeOf(pathOf(a)) - placeOf(pathOf(b)));
  }
}

function pathOf({ moduleId, project }: TestSpecification): string {
  return moduleId.slice(project.config.root.length).replace(/^\//, '');
}

function placeOf(path: string): number {
  const group = groups.findIndex((pattern) => pattern.test(path));
  return 2 * (group === -1 ? groups.length : group) + (longest.test(path) ? 0 : 1);
}
