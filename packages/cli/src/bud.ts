import { runCommandLine } from './command-line.ts';
import { openTerminal } from './terminal/terminal.ts';

// `bud list | head` closes the pipe early; that is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await runCommandLine(process.argv.slice(2), {
  terminal: openTerminal(process.stdout, process.stderr, process.env),
  folder: process.cwd(),
  environment: process.env,
});
