import { setTimeout } from 'node:timers/promises';

export function json(response, status, value) {
  response
    .writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_1', 'request-id': 'req_1' })
    .end(JSON.stringify(value));
}

/**
 * Pieces of a stream, of which half of a character and half of a line arrive by themselves. By the name of the model, the
 * connection breaks after two of them, or a line comes that is none.
 */
export async function sendInHalves(response, model, pieces, garbled) {
  for (const [index, piece] of pieces.entries()) {
    if (model === 'killed' && index === 2) return response.destroy();
    if (model === 'garbled' && index === 2) return response.end(garbled);
    const bytes = Buffer.from(piece);
    const half = bytes.indexOf(0xc3) + 1 || bytes.length >> 1;
    response.write(bytes.subarray(0, half));
    await setTimeout(1);
    response.write(bytes.subarray(half));
    await setTimeout(1);
  }
  response.end();
}

/** What `text/event-stream` has of events. */
export function eventsOf(events) {
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
}
