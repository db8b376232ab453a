import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Far above what any of them needs, on a machine that is busy with other things. */
export const limitMs = 120_000;

/** What a process printed; an error with the end of what it complained about when it fails or does not end. */
export async function runProcess(binary: string, args: readonly string[], cwd: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(binary, [...args], { cwd, timeout: limitMs, maxBuffer: 2 ** 26 });
    return stdout;
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    throw new Error((stderr.trim() || message).slice(-500), { cause: error });
  }
}
