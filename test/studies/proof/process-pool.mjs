// Child processes that answer tasks one by one. A task that hangs or ends its process is an answer like any other, and
// the tasks after it get a fresh process.
import { fork } from 'node:child_process';
import process from 'node:process';

/**
 * A pool over a module that calls `serve` of `process-task.mjs`. `answer(task)` resolves to `{ value }`, or to
 * `{ died }` with the reason. Processes are replaced after `retireAfter` tasks, because realms are freed late.
 */
export function createPool(module, { size, timeoutMs, retireAfter }) {
  const idle = [];
  const waiting = [];
  const living = new Set();
  const close = () => living.forEach((child) => end(child));
  process.once('exit', close);

  /** On a machine that is busy with other things all is slow: what gives no answer is asked again, with much more time. */
  async function answer(task) {
    const result = await answerWithin(task, timeoutMs);
    return result.isLate === true ? await answerWithin(task, 4 * timeoutMs) : result;
  }

  async function answerWithin(task, limitMs) {
    const child = await takeChild();
    const result = await ask(child, task, limitMs);
    giveBack(child, 'died' in result || child.process.exitCode !== null);
    return result;
  }

  function takeChild() {
    const child = idle.pop();
    if (child !== undefined) return Promise.resolve(child);
    if (living.size < size) return Promise.resolve(start());
    return new Promise((resolve) => waiting.push(resolve));
  }

  function start() {
    const flags = ['--experimental-vm-modules', '--no-warnings', '--expose-gc'];
    // What a program prints is nobody's concern.
    const process = fork(module, { execArgv: flags, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const child = { process, isReady: readinessOf(process), answered: 0 };
    living.add(child);
    process.once('exit', () => forget(child));
    return child;
  }

  function giveBack(child, isDead) {
    child.answered++;
    let next = child;
    if (isDead || child.answered >= retireAfter) {
      end(child);
      next = undefined;
    }
    const resolve = waiting.shift();
    if (resolve !== undefined) resolve(next ?? start());
    else if (next !== undefined) idle.push(next);
  }

  function end(child) {
    forget(child);
    child.process.kill('SIGKILL');
  }

  /** What a program left behind may end a process that has answered and waits. */
  function forget(child) {
    living.delete(child);
    if (idle.includes(child)) idle.splice(idle.indexOf(child), 1);
  }

  return { answer, close };
}

/** Resolves with the first word of a process, or when it ends without one. */
function readinessOf(child) {
  return new Promise((resolve) => {
    child.once('message', resolve);
    child.once('exit', resolve);
  });
}

/** The time of a task does not count the start of its process. */
async function ask({ process: child, isReady }, task, timeoutMs) {
  await isReady;
  if (child.exitCode !== null || child.signalCode !== null) return { died: 'the process ended while it started' };
  return new Promise((resolve) => {
    const settle = (result) => {
      clearTimeout(timer);
      child.off('message', settle);
      child.off('exit', onExit);
      resolve(result);
    };
    const onExit = (code, signal) => settle({ died: `the process ended with ${signal ?? `code ${code}`}` });
    const timer = setTimeout(() => settle({ died: `no answer within ${timeoutMs / 1000} s`, isLate: true }), timeoutMs);
    child.on('message', settle);
    child.on('exit', onExit);
    child.send(task);
  });
}
