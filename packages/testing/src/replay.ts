/** Runs that are recorded, and played again; apart from the rest, because it goes between the program and the network. */
export { recordCommand, replayCommand } from './replay/command.ts';
export type { CommandOptions, CommandRun, RecordedCommand, ReplayedCommand } from './replay/command.ts';
export { record } from './replay/record.ts';
export { replay } from './replay/replay.ts';
export type { Replay } from './replay/replay.ts';
export { UnrecordedRequestError } from './wire/nearest.ts';
