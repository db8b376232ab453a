import { oneLine } from '@bud/value/recorded';
import type { Call } from '../arguments/command.ts';
import { exitCodes, type ExitCode } from '../terminal/exit-code.ts';

/** Lists the JavaScript processes of this user. */
export async function printProcesses({ terminal: { out, err, outColors } }: Call): Promise<ExitCode> {
  const { listProcesses } = await import('@bud/attach');
  const processes = listProcesses();
  const columns = out.columns ?? 200;
  for (const { pid, runtime, command, hasGate } of processes) {
    const head = `${String(pid).padStart(7)}  ${runtime.padEnd(4)}  ${hasGate ? 'gate' : '    '}  `;
    const rest = oneLine(command).slice(0, Math.max(20, columns - head.length));
    out.write(`${hasGate ? outColors.green(head) : head}${rest}\n`);
  }
  if (processes.length === 0) err.write('No JavaScript process of this user runs.\n');
  else
    err.write('Those with a gate were built with Bud Track; others may be, if they import the gate from elsewhere.\n');
  return exitCodes.fine;
}
