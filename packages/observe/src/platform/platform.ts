/**
 * What differs between runtimes, and nothing else. `package.json` picks the file:
 *
 *   node   Node, Deno and Bun: files, exit hooks, AsyncLocalStorage, a terminal
 *     └─ node-process/   each of these
 *     └─ detector-name    what describes a machine, and the cloud around it
 *   web    browsers, Workers and edge isolates: fetch
 *     └─ async-context   AsyncLocalStorage where there is one
 */
import type { ContextManager, Meter } from '@opentelemetry/api';
import type { ResourceDetector } from '@opentelemetry/resources';
import type { DetectorName } from './detector-name.ts';

/** Where the program runs. */
export interface Platform {
  /** Variables of the process; empty where there are none. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `telemetry.sdk.language`. */
  readonly language: 'nodejs' | 'webjs';
  /** What describes machine and process unless something else is said: what OpenTelemetry's own SDK asks. */
  readonly detectors: readonly DetectorName[];
  /** The detectors of a name; `say` learns what a person has to do to get them. Absent: there are none. */
  detectorsNamed?(name: DetectorName, say: (message: string) => void): readonly ResourceDetector[];
  /** False where no timer may be set outside of a request: in isolates, which live from request to request. */
  readonly hasTimers: boolean;
  /** The origin of the page; undefined outside of browsers. */
  readonly origin?: string | undefined;
  /** Name and version in the nearest `package.json` of the program, if there is one to read. */
  service(): { readonly name?: string | undefined; readonly version?: string | undefined };
  /** Makes one, or gives undefined where nothing follows a program across its awaits. */
  contextManager(): ContextManager | undefined;
  readonly terminal: ConsoleStream;
  readonly post: Post;
  /** The viewer of this machine; undefined where a program cannot ask for it. */
  readonly viewer?: LocalViewer | undefined;
  /** Opens a file for appending; undefined where there are no files. */
  readonly openLog?: ((path: string, limits: LogFileLimits) => LogFile) | undefined;
  /** Keeps the process alive until the work has settled: what sends, does not. */
  keepAlive<Result>(work: Promise<Result>): Promise<Result>;
  /** Calls back when the process is about to end; gives the function that stops listening. */
  onExit(hooks: ExitHooks): () => void;
  /** Records what the process itself does; gives what stops that. */
  readonly observeRuntime?: ((meter: Meter) => () => void) | undefined;
  /** A stack with the places of the sources, where source maps are at hand. */
  readonly mapStack?: ((stack: string) => string) | undefined;
  /** Sends what is left while nothing else runs any more; tells of each request whether it was taken. */
  readonly postAtExit?: ((requests: readonly HttpRequest[], timeoutMs: number) => readonly boolean[]) | undefined;
}

/** A viewer of traces that may run on this machine. */
export interface LocalViewer {
  /** Its page, and below it the paths of OTLP. */
  readonly url: string;
  /** Asks whether it runs; never rejects. */
  answers(timeoutMs: number): Promise<boolean>;
}

/** Where the console exporter writes. */
export interface ConsoleStream {
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly hasColors: boolean;
  write(line: string): void;
  /** For what the user must know about the setup; standard error where there is one. */
  warn(line: string): void;
}

/** A file that grows line by line; a line that was written survives the process. It is opened when it is written to. */
export interface LogFile {
  append(lines: string): void;
  close(): void;
}

export interface LogFileLimits {
  /** A file that would grow beyond this is put aside. */
  readonly maxBytes: number;
  /** Files put aside that are kept. */
  readonly keep: number;
}

export interface ExitHooks {
  /** The event loop is empty, or the page hidden: asynchronous work is still possible. Called once in Node. */
  onIdle(): Promise<void>;
  /** A signal asks the process to end. `isLast`: it does as soon as the promise has settled, because only we listen. */
  onSignal(isLast: boolean): Promise<void>;
  /** The last synchronous moment. */
  onLast(): void;
  /** An error that nobody has caught: the process may end right after. */
  onCrash(error: unknown): void;
}

export interface HttpRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface HttpResponse {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
}

/** Rejects if no answer came within the time. */
export type Post = (request: HttpRequest, timeoutMs: number) => Promise<HttpResponse>;
