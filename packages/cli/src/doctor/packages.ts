import { readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { installedPackage, versionOf } from '@bud/project';

import type { Check } from './check.ts';

/** The packages that `@bud/observe` wants beside it. */
interface Peers {
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** Of these a process may have one copy only: what one registers, the other does not see. */
const single = ['@opentelemetry/api', '@bud/runtime', '@bud/observe'];

/** What is installed for the spans to go somewhere, how often, and whether it fits. */
export function checkPackages(folder: string): readonly Check[] {
  return [checkSdk(folder), ...single.flatMap((name) => checkCopies(folder, name)), ...checkPeers(folder)];
}

function checkSdk(folder: string): Check {
  const names = [
    '@bud/observe',
    '@bud/runtime',
    '@opentelemetry/api',
    '@opentelemetry/sdk-trace',
    '@opentelemetry/sdk-trace-base',
  ];
  const installed = names.flatMap((name) => {
    const found = installedPackage(folder, name);
    return found === undefined ? [] : `${name} ${found.version}`;
  });
  const has = (name: string): boolean => installed.some((each) => each.startsWith(`${name} `));
  if (has('@bud/observe')) return { check: 'packages', result: 'fine', message: installed.join(', ') };
  if (has('@bud/runtime') && has('@opentelemetry/api'))
    return {
      check: 'packages',
      result: 'fine',
      message: `${installed.join(', ')}; the SDK is set up by the program itself`,
    };
  return {
    check: 'packages',
    result: 'broken',
    message: installed.length === 0 ? 'nothing that records is installed' : `only ${installed.join(', ')} is installed`,
    remedy: 'Install the SDK: `npm install @bud/observe`.',
  };
}

function checkCopies(folder: string, name: string): readonly Check[] {
  const copies = [...copiesBelow(join(folder, 'node_modules'), name)];
  if (copies.length < 2) return [];
  const versions = copies.map((path) => versionOf(pathToFileURL(join(path, 'package.json')).href)).join(' and ');
  return [
    {
      check: 'packages',
      result: 'broken',
      message: `${name} is installed ${copies.length} times (${versions})`,
      remedy: `Deduplicate it: \`npm dedupe\`; \`npm ls ${name}\` shows who asks for which.`,
    },
  ];
}

/** Real folders of a package, in `node_modules` and in those of the packages there. */
function copiesBelow(modules: string, name: string, found: Set<string> = new Set()): Set<string> {
  for (const path of packagesIn(modules)) {
    if (path === join(modules, name)) found.add(realpathSync(path));
    copiesBelow(join(path, 'node_modules'), name, found);
  }
  return found;
}

function packagesIn(modules: string): readonly string[] {
  return namesIn(modules).flatMap((name) =>
    name.startsWith('@') ? namesIn(join(modules, name)).map((each) => join(modules, name, each)) : join(modules, name),
  );
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith('.bin'));
  } catch {
    // Most packages have no packages of their own.
    return [];
  }
}

function checkPeers(folder: string): readonly Check[] {
  // Proof of the cast: what the package declares there.
  const { peerDependencies = {}, peerDependenciesMeta = {} } = (installedPackage(folder, '@bud/observe')?.manifest ??
    {}) as Peers;
  return Object.entries(peerDependencies).flatMap(([name, range]) => {
    const version = installedPackage(folder, name)?.version;
    const isEnough = version === undefined ? peerDependenciesMeta[name]?.optional === true : fits(version, range);
    if (isEnough) return [];
    const message = version === undefined ? `${name} is not installed` : `${name} ${version} is not ${range}`;
    return [{ check: 'packages', result: 'broken', message, remedy: `\`npm install ${name}@"${range}"\`` } as const];
  });
}

/** Whether a version is in a range of the forms `^1.9.0` and `^0.71.0 || ^0.72.0`; our peers have no others. */
function fits(version: string, range: string): boolean {
  const [major = 0, minor = 0, patch = 0] = numbersOf(version);
  return range.split(' || ').some((part) => {
    const [least = 0, leastMinor = 0, leastPatch = 0] = numbersOf(part.replace('^', ''));
    if (major !== least || minor < leastMinor) return false;
    // Before 1.0.0 a minor version may change everything. semver.org, 4
    return minor === leastMinor ? patch >= leastPatch : major > 0;
  });
}

function numbersOf(version: string): readonly number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10));
}
