import type { Problem } from '@bud/transform';

import type { Options } from './configuration/options.ts';
import { openProject, type HostOutput, type Project } from './project.ts';

const noOptions: Options = {};
const opened = new WeakMap<Options, Map<string, Project>>();

const reported = new WeakSet<Project>();

/** What is wrong with the options of a project, when asked for the first time. */
export function newProblemsOf(project: Project): readonly Problem[] {
  if (reported.has(project)) return [];
  reported.add(project);
  return project.problems;
}

/**
 * The project at `root`, opened once for all files that are transformed with the same object of options: a configuration
 * file is read and evaluated once per process, not once per file.
 */
export function openProjectOnce(
  given: Options | undefined,
  root: string,
  selection: string | undefined,
  output: HostOutput = {},
): Project {
  const options = given ?? noOptions;
  const key = JSON.stringify([root, output, selection]);
  const projects = opened.get(options) ?? new Map<string, Project>();
  opened.set(options, projects);
  const project = projects.get(key) ?? openProject({ options, root, selection }, output);
  projects.set(key, project);
  return project;
}
