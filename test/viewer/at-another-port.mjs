// Preloaded by a program: what it sends to the viewer's port goes to another one, where a test listens. A viewer gets all the
// time that it needs where that is asked for: a machine that is busy with tests may be slow.
import { Agent } from 'node:http';

const { VIEWER_PORT, PATIENCE_MS } = process.env;
/** The time for an answer. */
const answerMs = 200;

const { createConnection } = Agent.prototype;
Agent.prototype.createConnection = function (options, ...rest) {
  const port = Number(options.port) === 4318 ? VIEWER_PORT : options.port;
  return createConnection.call(this, { ...options, port }, ...rest);
};

const { setTimeout } = globalThis;
globalThis.setTimeout = (run, ms, ...rest) =>
  setTimeout(run, PATIENCE_MS !== undefined && ms === answerMs ? Number(PATIENCE_MS) : ms, ...rest);
