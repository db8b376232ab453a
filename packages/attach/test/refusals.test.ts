import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { attach } from '@bud/attach';
import { portsOf } from '../src/process/running-process.ts';
import { unchangedCode, recorderCode } from '../src/session/recorder-code.ts';
import { started } from './program.ts';

function running(child: ChildProcess): string {
  onTestFinished(() => void child.kill('SIGKILL'));
  return String(child.pid);
}

/** A program without a gate. */
async function plain(code: string): Promise<string> {
  const child = spawn(process.execPath, [
    '--inspect-port=0',
    '-e',
    `${code};console.log('ready');setInterval(() => {}, 1000)`,
  ]);
  await once(child.stdout, 'data');
  return running(child);
}

const refusal = async (address: string): Promise<string> =>
  await attach(address, {}, {}).then(
    async (recording) => `attached to ${recording.places.join()}`,
    (error: Error & { remedy?: string }) => `${error.message}. ${error.remedy}`.replaceAll(address, '4711'),
  );

it('is none without a process of that number', async () => {
  const child = spawn(process.execPath, ['-e', '0']);
  await once(child, 'exit');
  expect(await refusal(String(child.pid))).toMatchInlineSnapshot(
    `"there is no process 4711. \`bud attach\` alone lists those that can be attached to."`,
  );
});

it('is none of a program that has no gate, whose inspector is closed again', async () => {
  const pid = await plain('');
  expect(await refusal(pid)).toMatchInlineSnapshot(
    `"process 4711 has no gate: nothing that runs in it was built with Bud Track. Build it with the plugin and a mark, or name the process that runs the program, not its parent."`,
  );
  expect(portsOf(Number(pid))).toEqual([]);
});

it('is none of what runs no JavaScript', async () => {
  expect(await refusal(running(spawn('sleep', ['100'])))).toMatchInlineSnapshot(
    `"process 4711 runs sleep, which is no JavaScript runtime. \`bud attach\` alone lists those that can be attached to."`,
  );
});

it('is none of a program of another user', async () => {
  const isRoot = process.getuid?.() === 0;
  const child = isRoot ? spawn('sleep', ['100'], { uid: 65_534 }) : undefined;
  expect(await refusal(child === undefined ? '1' : running(child))).toMatchInlineSnapshot(
    `"process 4711 belongs to another user. Only the user who runs a program may look into it: run \`bud\` as that user."`,
  );
});

it('is none of a program that handles the signal itself', { timeout: 30_000 }, async () => {
  expect(await refusal(await plain("process.on('SIGUSR1', () => {})"))).toMatchInlineSnapshot(
    `"process 4711 did not open its inspector: it handles SIGUSR1 itself, and has seen it once, or may not open one. Start it with \`--inspect\`, and attach to the address that it prints."`,
  );
});

it('is none of another machine, or of what is no address', async () => {
  expect(await refusal('ws://192.0.2.1:9229/0')).toMatchInlineSnapshot(
    `"192.0.2.1 is another machine. Inspectors are neither encrypted nor guarded: open a tunnel, \`ssh -L 9229:127.0.0.1:9229 host\`, and attach to 127.0.0.1:9229."`,
  );
  expect(await refusal('garden')).toMatchInlineSnapshot(
    `""4711" is neither the number of a process nor the address of an inspector. Write \`bud attach 4711\`, or \`bud attach 127.0.0.1:9229\`."`,
  );
});

it('is none of a program that is recorded already', async () => {
  const program = await started('garden', { flags: ['--inspect=0'] });
  const { inspector } = await program.state();
  const first = await attach(String(inspector), {}, {});
  expect(await refusal(String(inspector))).toMatchInlineSnapshot(
    `"4711 is recorded by another \`bud\` already. End that one first."`,
  );
  await first.detach();
});

it('is none with a recorder that was changed since it was built', () => {
  expect(() => unchangedCode(`${recorderCode()};`, 'as it was')).toThrow('is not the one that was published');
});
