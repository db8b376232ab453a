// How the viewer does with large traces: time to open, longest frame while it is scrolled, searched and fed, memory.
//
//   npm run study -- viewer               prints the table
//   npm run study -- viewer --sdks        sends to it with OpenTelemetry's SDKs for Python and Go, and looks what it has
//   npm run study -- viewer --clickhouse  asks ten million spans in ClickHouse (`npm install --prefix test/backends` once)
//   npm run study -- viewer --pictures    takes the pictures of the documentation
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { pageOf, startViewer } from '@bud/viewer';
import { markdownTable } from 'markdown-table';
import { startBrowser } from './browser.mjs';
import { askClickHouse } from './clickhouse.mjs';
import { requestOf, spansOf } from './large.mjs';
import { takePictures } from './pictures.mjs';
import { trySdks } from './sdks.mjs';

const folder = mkdtempSync(join(tmpdir(), 'bud-viewer-study-'));
const rows = [];

if (process.argv.includes('--pictures')) await takePictures();
else if (process.argv.includes('--sdks')) await trySdks();
else if (process.argv.includes('--clickhouse')) await askClickHouse();
else await measure();
rmSync(folder, { recursive: true });

async function measure() {
  const browser = await startBrowser(['--enable-precise-memory-info']);
  const many = fileOf(
    'many',
    Array.from({ length: 1000 }, (_, trace) => spansOf(trace + 1, 100, () => 1)),
  );
  const one = fileOf('one', [spansOf(1, 100_000, (span) => Math.floor(span / 10))]);
  const wide = fileOf('wide', [spansOf(1, 20_001, () => 1)]);
  const deep = fileOf('deep', [spansOf(1, 500, (span) => span - 1)]);
  await look(browser, '100,000 spans in 1,000 traces', many, '.trace-row', '#traces-list', 'Search traces');
  await look(browser, '100,000 spans in one trace', one, '.tree-row', '#tree', 'Find in trace');
  await look(browser, '20,000 children of one span', wide, '.tree-row', '#tree', 'Find in trace');
  await look(browser, 'spans 500 deep', deep, '.tree-row', '#tree', 'Find in trace');
  await feed(browser);
  await browser.close();
  const head = ['what', 'from', 'opens in ms', 'longest frame, scrolling', 'longest frame, searching', 'memory, MB'];
  console.log(markdownTable([head, ...rows], { align: ['l', 'l', 'r', 'r', 'r', 'r'] }));
}

function fileOf(name, traces) {
  const path = join(folder, `${name}.jsonl`);
  const lines = traces.flatMap((spans) =>
    Array.from({ length: Math.ceil(spans.length / 500) }, (_, part) =>
      requestOf(spans.slice(part * 500, part * 500 + 500)),
    ),
  );
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

async function look(browser, what, file, row, scroller, search) {
  const viewer = await startViewer({ files: [file], port: 0, environment: {} });
  await lookAt(browser, [what, 'a server'], viewer.url, row, scroller, search);
  await viewer.close();
  const path = `${file}.html`;
  writeFileSync(path, await pageOf([file]));
  await lookAt(browser, [what, 'a file'], pathToFileURL(path).href, row, scroller, search);
}

async function lookAt(browser, names, url, row, scroller, search) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const since = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator(row).first().waitFor({ timeout: 60_000 });
  const openMs = performance.now() - since;
  await setTimeout(1000);
  await page.locator(scroller).hover({ position: { x: 100, y: 100 } });
  const scrolling = await longestFrame(page, async () => {
    for (let turn = 0; turn < 40; turn += 1) {
      await page.mouse.wheel(0, turn % 10 === 9 ? 40_000 : 700);
      await setTimeout(25);
    }
  });
  const searching = await longestFrame(page, async () => {
    await page.getByRole('searchbox', { name: search }).pressSequentially('step 4', { delay: 60 });
    await setTimeout(700);
  });
  const bytes = await page.evaluate('performance.memory.usedJSHeapSize');
  rows.push([...names, Math.round(openMs), scrolling, searching, Math.round(bytes / 1e6)]);
  await page.close();
}

async function feed(browser) {
  const viewer = await startViewer({ port: 0, keepIn: join(folder, 'live.jsonl'), environment: {} });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const since = performance.now();
  await page.goto(viewer.url);
  await page.locator('.list-empty').waitFor();
  const openMs = performance.now() - since;
  let sent = 0;
  const frame = await longestFrame(page, async () => {
    const start = performance.now();
    for (let turn = 0; turn < 600; turn += 1) {
      const spans = spansOf(1 + Math.floor(turn / 5), 100, () => 1, (turn % 5) * 100);
      const headers = { 'content-type': 'application/json' };
      await fetch(`${viewer.endpoint}/v1/traces`, { method: 'POST', headers, body: requestOf(spans) });
      sent += spans.length;
      await setTimeout(Math.max(0, start + (turn + 1) * 100 - performance.now()));
    }
  });
  await page.getByText('120 traces').waitFor();
  const bytes = await page.evaluate('performance.memory.usedJSHeapSize');
  rows.push([
    `${sent.toLocaleString('en')} spans, 1,000 a second`,
    'a server, live',
    Math.round(openMs),
    '',
    frame,
    Math.round(bytes / 1e6),
  ]);
  await page.close();
  await viewer.close();
}

/** Milliseconds between two frames at most, while something is done. */
async function longestFrame(page, act) {
  await page.evaluate(`(() => {
    window.frames_ = []; let last = performance.now();
    const next = (now) => { window.frames_.push(now - last); last = now; window.frame_ = requestAnimationFrame(next); };
    window.frame_ = requestAnimationFrame((now) => { last = now; window.frame_ = requestAnimationFrame(next); });
  })()`);
  await act();
  return Math.round(await page.evaluate('(cancelAnimationFrame(window.frame_), Math.max(...window.frames_))'));
}
