import { setTimeout } from 'node:timers/promises';
import { connectTo, type Connection } from '../inspector/connection.ts';
import { targetsAt } from '../inspector/endpoint.ts';
import { defaultPort, newTarget, openInspector } from '../process/open-inspector.ts';
import { portsOf } from '../process/running-process.ts';
import { AttachError } from '../attach-error.ts';
import { evaluated } from './evaluated.ts';

/** Where a recorder is put: a process, a page, a worker. */
export interface Place {
  readonly name: string;
  readonly connection: Connection;
  /** The inspector was opened for us, and is to be closed. */
  readonly wasOpened: boolean;
}

/** The places that a user means by the number of a process, or by an address. */
export async function placesOf(address: string): Promise<readonly Place[]> {
  if (/^\d+$/.test(address)) return await placesOfProcess(Number(address));
  const targets = await targetsAt(address);
  if (targets.length === 0)
    throw new AttachError(
      `the inspector at ${address} shows nothing that runs code`,
      'Open a page, or start a worker.',
    );
  return await Promise.all(
    targets.map(async (target) => ({
      name: target.title,
      connection: await connectTo(target.webSocketUrl),
      wasOpened: false,
    })),
  );
}

/** A process; of a cluster, its workers as well. */
async function placesOfProcess(pid: number): Promise<readonly Place[]> {
  const own = await placeOf(pid, `process ${pid}`);
  const workers = await clusterOf(own.connection);
  if (workers.length === 0) return [own];
  return own.wasOpened
    ? [await moved(own, pid), ...(await placesOfWorkers(workers))]
    : [own, ...(await openWorkers(workers))];
}

async function placeOf(pid: number, name: string): Promise<Place> {
  const { target, wasOpened } = await openInspector(pid);
  return { name, connection: await connectTo(target.webSocketUrl), wasOpened };
}

/** Those of a cluster that was started with its inspectors open. */
function openWorkers(pids: readonly number[]): Promise<readonly Place[]> {
  return Promise.all(pids.map((pid) => placeOf(pid, `worker ${pid}`)));
}

/**
 * A cluster hands the signal on to its workers. All would listen at the same port, which only one can have: that one has to
 * leave it to the next.
 */
async function placesOfWorkers(pids: readonly number[]): Promise<readonly Place[]> {
  const places: Place[] = [];
  let left = pids;
  while (left.length > 0) {
    await setTimeout(settleMs);
    const next = left.find((pid) => portsOf(pid).includes(defaultPort)) ?? left[0]!;
    const place = await placeOf(next, `worker ${next}`);
    places.push(await moved({ ...place, wasOpened: true }, next));
    left = left.filter((pid) => pid !== next);
  }
  return places;
}

/** Until a signal has reached its process. */
const settleMs = 200;

/** The processes of the workers, as the primary of a cluster knows them. */
async function clusterOf(connection: Connection): Promise<readonly number[]> {
  const expression = `Object.values(globalThis.process?.getBuiltinModule?.('node:cluster')?.workers ?? {}).map((worker) => worker.process.pid)`;
  const { value } = await evaluated(connection, 'Runtime.evaluate', { expression, returnByValue: true });
  // Proof of the cast: what the expression gives.
  return (value as readonly number[] | undefined) ?? [];
}

/** Lets the inspector listen at a free port instead of the one that it has opened. */
async function moved(place: Place, pid: number): Promise<Place> {
  const before = portsOf(pid);
  const expression = `{
    const { setTimeout } = process.getBuiltinModule('node:timers');
    const { close, open } = process.getBuiltinModule('node:inspector');
    const { debugPort } = process;
    setTimeout(() => { close(); open(0, '127.0.0.1'); process.debugPort = debugPort; }, 0);
  }`;
  await evaluated(place.connection, 'Runtime.evaluate', { expression });
  place.connection.close();
  const target = await newTarget(pid, before);
  if (target === undefined)
    throw new AttachError(`process ${pid} did not open its inspector again`, 'Attach to it alone.');
  return { ...place, connection: await connectTo(target.webSocketUrl) };
}
