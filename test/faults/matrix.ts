import { hostGroups, type Fault, type HostGroup, type Witness } from './faults.ts';

/** A line for each fault: `x` where a fixture or a test stands for it in that host. */
export function matrixOf(faults: readonly Fault[]): string {
  const width = Math.max(...faults.map(({ name }) => name.length));
  const lines = faults.map(({ name, witnesses, open }) => {
    const marks = hostGroups.map((host) =>
      (witnesses.some((each) => isIn(each, host)) ? 'x' : '·').padEnd(host.length),
    );
    return `${name.padEnd(width)}  ${marks.join('  ')}${open === undefined ? '' : `  open: ${open}`}`;
  });
  return [`${'fault'.padEnd(width)}  ${hostGroups.join('  ')}`, ...lines].map((line) => line.trimEnd()).join('\n');
}

function isIn(witness: Witness, host: HostGroup): boolean {
  // Every fixture runs in every host but Jest.
  return 'fixture' in witness ? host !== 'Jest' : witness.hosts.includes(host);
}
