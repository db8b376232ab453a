import { spawn } from 'node:child_process';
import { realpath, stat } from 'node:fs/promises';
import { basename, isAbsolute, relative, resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Says whether there is such a file in the project, and has been opened. */
export type OpenEditor = (file: string, line: number) => Promise<boolean>;

/** How editors with a window of their own are told a line. One that runs in a terminal cannot be opened from a page. */
const argumentsOf: Readonly<Record<string, (file: string, line: number) => readonly string[]>> = {
  code: (file, line) => ['--goto', `${file}:${line}`],
  'code-insiders': (file, line) => ['--goto', `${file}:${line}`],
  codium: (file, line) => ['--goto', `${file}:${line}`],
  cursor: (file, line) => ['--goto', `${file}:${line}`],
  windsurf: (file, line) => ['--goto', `${file}:${line}`],
  zed: (file, line) => [`${file}:${line}`],
  subl: (file, line) => [`${file}:${line}`],
  idea: (file, line) => ['--line', String(line), file],
  webstorm: (file, line) => ['--line', String(line), file],
};

/** What opens files of a project in the user's editor; undefined where the environment names none that has a window. */
export function editorOf(root: string, environment: Environment): OpenEditor | undefined {
  const command = commandIn(environment);
  if (command === undefined) return undefined;
  const [program = '', ...words] = command.split(/\s+/);
  const name = basename(program).replace(/\.(?:exe|cmd)$/i, '');
  const argumentsFor = Object.hasOwn(argumentsOf, name) ? argumentsOf[name] : undefined;
  if (argumentsFor === undefined) return undefined;
  return async (file, line) => {
    const path = await fileIn(root, file);
    if (path === undefined) return false;
    const given = words.filter((word) => word !== '--wait' && word !== '-w');
    // No shell: nothing of a trace is ever read as a command. Paths are absolute, so that none is read as a flag.
    const editor = spawn(program, [...given, ...argumentsFor(path, line)], { detached: true, stdio: 'ignore' });
    return await new Promise((done) => {
      editor.once('error', () => done(false));
      editor.once('spawn', () => {
        editor.unref();
        done(true);
      });
    });
  };
}

function commandIn({ LAUNCH_EDITOR, VISUAL, EDITOR, TERM_PROGRAM }: Environment): string | undefined {
  const named = [LAUNCH_EDITOR, VISUAL, EDITOR].find((each) => each !== undefined && each !== '');
  return named ?? (TERM_PROGRAM === 'vscode' ? 'code' : undefined);
}

/** The file's real path, if it is below the project's folder: what a trace names may lie anywhere. */
async function fileIn(root: string, file: string): Promise<string | undefined> {
  try {
    const [folder, path] = [await realpath(root), await realpath(resolve(root, file))];
    const inside = relative(folder, path);
    if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) return undefined;
    return (await stat(path)).isFile() ? path : undefined;
  } catch {
    // There is no such file.
    return undefined;
  }
}
