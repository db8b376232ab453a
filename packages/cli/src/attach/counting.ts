import { emitKeypressEvents, type Key } from 'node:readline';
import { traceSpan, type SpanData } from '@bud/trace';
import type { Attachment, AttachOptions } from '@bud/attach';
import type { Call } from '../arguments/command.ts';
import { exitCodes, type ExitCode } from '../terminal/exit-code.ts';
import { interrupted, open, untilStopped } from './attaching.ts';
import { createTable, sortKeys, tableLines, type SortKey, type TableRow } from './table.ts';
import { timedLine } from './tree.ts';
import { attachOptions, durationMsOf } from './wishes.ts';

/** Counts until it is told to stop: live on a terminal, else as text at the end. */
export async function countUntilStopped(call: Call, address: string): Promise<ExitCode> {
  const { out, err, errColors } = call.terminal;
  const forMs = durationMsOf(call.flags, 'for');
  if (out.isTTY === true && process.stdin.isTTY) {
    await new Screen(call, address).show(forMs);
    return exitCodes.fine;
  }
  const table = createTable(Date.now);
  const asked = interrupted();
  const say = (sentence: string): void => void err.write(`${errColors.yellow('bud')} ${sentence}\n`);
  const options = { ...attachOptions(call.flags), mode: 'counts' } as const;
  const recording = await open(address, options, { counts: (counted, where) => table.add(counted, where), said: say });
  await untilStopped(recording, asked, forMs);
  for (const line of tableLines(table.rows('calls'), out.columns ?? 200)) out.write(`${line}\n`);
  return exitCodes.fine;
}

const redrawMs = 500;
/** Another screen of the terminal, and back to the one before; without a cursor in the meantime. */
const [enterScreen, leaveScreen] = ['\u001B[?1049h\u001B[?25l', '\u001B[?25h\u001B[?1049l'];
const home = '\u001B[H\u001B[J';

/** What is shown of one function. */
interface Opened {
  readonly row: TableRow;
  readonly calls: SpanData[];
}

/** The table on a terminal, and what its keys do. */
class Screen {
  readonly #call: Call;
  readonly #address: string;
  readonly #table = createTable(Date.now);
  #sort: SortKey = 'calls';
  #chosen = 0;
  #opened: Opened | undefined;
  #recording: Attachment | undefined;
  #note = '';
  #stop: () => void = () => {};

  constructor(call: Call, address: string) {
    this.#call = call;
    this.#address = address;
  }

  async show(forMs: number | undefined): Promise<void> {
    const { out } = this.#call.terminal;
    await this.#start();
    const stopped = new Promise<void>((stop) => (this.#stop = stop));
    const onKey = (_text: string | undefined, key: Key): void => void this.#pressed(key);
    emitKeypressEvents(process.stdin);
    process.stdin.setRawMode(true).on('keypress', onKey).resume();
    out.write(enterScreen);
    const redrawing = setInterval(() => this.#draw(), redrawMs);
    const timer = forMs === undefined ? undefined : setTimeout(this.#stop, forMs);
    this.#draw();
    await stopped;
    clearInterval(redrawing);
    clearTimeout(timer);
    process.stdin.setRawMode(false).off('keypress', onKey).pause();
    out.write(leaveScreen);
    await this.#recording?.detach();
    for (const line of tableLines(this.#table.rows(this.#sort), out.columns ?? 200)) out.write(`${line}\n`);
  }

  async #pressed({ name = '', ctrl = false }: Key): Promise<void> {
    const rows = this.#table.rows(this.#sort);
    if (name === 'q' || (ctrl && name === 'c')) this.#stop();
    else if (Object.hasOwn(sortKeys, name)) this.#sort = sortKeys[name as keyof typeof sortKeys];
    else if (name === 'up') this.#chosen = Math.max(0, this.#chosen - 1);
    else if (name === 'down') this.#chosen = Math.min(rows.length - 1, this.#chosen + 1);
    else if (name === 'return' && this.#opened === undefined) await this.#open(rows[this.#chosen]);
    else if (name === 'escape' && this.#opened !== undefined) await this.#close();
    this.#draw();
  }

  async #start(): Promise<void> {
    const recording = await open(this.#address, this.#counting(), {
      counts: (counted, where) => this.#table.add(counted, where),
      spans: (spans) => void this.#opened?.calls.unshift(...spans.toReversed()),
      said: (sentence) => (this.#note = sentence),
    });
    this.#recording = recording;
    void recording.ended.then(() => this.#stop());
  }

  #counting(): AttachOptions {
    return { ...attachOptions(this.#call.flags), mode: 'counts' };
  }

  async #close(): Promise<void> {
    this.#opened = undefined;
    await this.#recording?.change(this.#counting());
  }

  /** Its calls, with their arguments, until it is left again. */
  async #open(row: TableRow | undefined): Promise<void> {
    if (row === undefined) return;
    this.#opened = { row, calls: [] };
    await this.#recording?.change({ only: [row.name.replaceAll(/[\\[\]{}()*?!+@|]/g, String.raw`\$&`)] });
  }

  #draw(): void {
    const { out, outColors } = this.#call.terminal;
    // Some terminals say that they have no size.
    const [columns, rows] = [out.columns || 80, process.stdout.rows || 24];
    const lines = rows - 3;
    const shown = this.#opened === undefined ? this.#tableLines(columns, lines) : this.#calls(this.#opened, lines);
    const title = `${this.#recording?.places.join(', ') ?? ''}  ${outColors.dim(this.#note)}`;
    out.write(`${home}${title}\n${shown.join('\n')}\n`);
  }

  #tableLines(columns: number, most: number): readonly string[] {
    const { outColors } = this.#call.terminal;
    const [head = '', ...rows] = tableLines(this.#table.rows(this.#sort).slice(0, most - 1), columns);
    return [outColors.bold(head), ...rows.map((row, index) => (index === this.#chosen ? outColors.inverse(row) : row))];
  }

  #calls({ row, calls }: Opened, most: number): readonly string[] {
    const { outColors } = this.#call.terminal;
    calls.splice(most);
    return [outColors.bold(`${row.name}  ${row.file}`), ...calls.map((span) => timedLine(traceSpan(span), outColors))];
  }
}
