export { runCommandLine, type Shell } from './command-line.ts';
export { defineConfig, type Options } from '@bud/project';
export { openTerminal, type Output, type Terminal } from './terminal/terminal.ts';
