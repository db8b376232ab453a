import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What fails first should be what is found soonest: units and fixtures, then what crosses packages, then processes. */
const stages: readonly RegExp[] = [
  /^packages\//,
  /^test\/(?:fixtures\/(?!hosts)|api\/|conformance\/|docs\/)/,
  /^test\/(?!studies\/)/,
];

/** Vitest's own order, by what took long before, within each stage. */
export class CheapFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- the sequencer's own, which gives back a new array
    const sorted = await super.sort(files);
    const stageOf = ({ moduleId, project }: TestSpecification): number => {
      const path = moduleId.slice(project.config.root.length).replace(/^\//, '');
      const stage = stages.findIndex((pattern) => pattern.test(path));
      return stage === -1 ? stages.length : stage;
    };
    return sorted.toSorted((a, b) => stageOf(a) - stageOf(b));
  }
}
