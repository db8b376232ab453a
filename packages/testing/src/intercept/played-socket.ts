import { Duplex } from 'node:stream';
import { setImmediate as afterIo } from 'node:timers/promises';
import type { WireResponse } from '../wire/exchange.ts';

/** A connection that takes a request, and then sends an answer in the chunks that it came in. */
export class PlayedSocket extends Duplex {
  override _read(): void {}

  override _write(_chunk: unknown, _encoding: string, done: () => void): void {
    done();
    this.emit('asked');
  }

  /** Node's client sets these on every socket. */
  setTimeout(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  /** Each chunk by itself: what comes together is one chunk to who reads. The answer to `HEAD` has no body. */
  async play({ status, statusText, headers, chunks, brokenBy }: WireResponse, method: string): Promise<void> {
    const isSized = headers.some(([name]) => name.toLowerCase() === 'content-length');
    const lines = headers.filter(([name]) => !ofConnection.test(name)).map(([name, value]) => `${name}: ${value}`);
    const framing = isSized || hasNoBody.includes(status) || method === 'HEAD' ? [] : ['transfer-encoding: chunked'];
    // Behind that header, undici takes whatever has come until then for the whole.
    const ending = brokenBy === undefined ? ['connection: close'] : [];
    this.push([`HTTP/1.1 ${status} ${statusText}`, ...lines, ...framing, ...ending, '', ''].join('\r\n'));
    for (const chunk of chunks) {
      await afterIo();
      this.push(framing.length === 0 ? chunk : Buffer.concat([hexSize(chunk), chunk, lineEnd]));
    }
    await afterIo();
    if (brokenBy === undefined && framing.length > 0) this.push('0\r\n\r\n');
    this.push(null);
    if (brokenBy === undefined) return;
    await afterIo();
    this.destroy();
  }
}

// RFC 9110 and 9112: headers of the connection, and answers that have no body
const ofConnection = /^(?:connection|keep-alive|transfer-encoding|trailer|upgrade)$/i;
const hasNoBody = [204, 304];

const lineEnd = Buffer.from('\r\n');

function hexSize({ length }: Uint8Array): Buffer {
  return Buffer.from(`${length.toString(16)}\r\n`);
}
