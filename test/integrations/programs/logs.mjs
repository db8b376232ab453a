import { printRecorded } from './recording.mjs';
import { Writable } from 'node:stream';
import * as bud from '@bud/observe';
import { bridgeConsole } from '@bud/observe/console';
import { bridgePino } from '@bud/observe/pino';
import { bridgeWinston } from '@bud/observe/winston';
import pino from 'pino';
import winston from 'winston';

const lines = [];
const collect = () => new Writable({ write: (chunk, _encoding, done) => done(void lines.push(String(chunk))) });

const fast = pino(bridgePino({ level: 'debug', redact: ['password'], base: null, timestamp: false }), collect());
const slow = winston.createLogger({
  level: 'info',
  format: winston.format.combine(winston.format.splat(), winston.format.json()),
  transports: [new winston.transports.Stream({ stream: collect() })],
});
const unbridge = [bridgeWinston(slow), bridgeConsole({ traceIdInLines: true })];

bud.span('working', () => {
  fast.child({ part: 'shop' }).warn({ order: 7, password: 'plainword', apiKey: 'plainword' }, 'order %d', 7);
  fast.trace('not enabled');
  slow.child({ part: 'shop' }).error('order %d', 7, { apiKey: 'plainword' });
  slow.debug('not enabled');
  console.log('order %d', 7, { apiKey: 'plainword' });
});
fast.info('outside');
for (const undo of unbridge) undo();
slow.info('no record');
console.log('no record');
await new Promise((resolve) => setImmediate(resolve));
await printRecorded({ lines: lines.map((line) => JSON.parse(line)) });
