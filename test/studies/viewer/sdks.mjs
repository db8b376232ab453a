// OpenTelemetry's SDKs of other languages send to the viewer as they send by default; what they sent is asked of a page.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startViewer } from '@bud/viewer';
import { buildGoSdk, buildPythonSdk, installed } from '../../backends/build/build.mjs';
import { markdown } from '../markdown.mjs';
import { startBrowser } from './browser.mjs';

const run = promisify(execFile);
const script = fileURLToPath(new URL('../../backends/build/python-sdk/send.py', import.meta.url));

const sdks = [
  {
    language: 'Python',
    needs: 'python3',
    command: () => [buildPythonSdk(), script],
    error: 'ValueError no such plant',
  },
  { language: 'Go', needs: 'go', command: () => [buildGoSdk()], error: '*errors.errorString no such plant' },
];

/** What a page must show of each, whatever the language. */
const wanted = ['execute_tool search', 'tomatoes', '9007199254740993', 'looked up', '1.5'];

export async function trySdks() {
  const rows = [];
  const browser = await startBrowser();
  for (const { language, needs, command, error } of sdks) {
    if (installed(needs) === undefined) console.error(`Not tried: ${language}, because ${needs} is not installed.`);
    else rows.push(await tryOne(browser, language, command(), error));
  }
  await browser.close();
  console.log(markdown([['language', 'SDK', 'spans', 'the page shows'], ...rows]));
}

async function tryOne(browser, language, [program, ...args], error) {
  const viewer = await startViewer({ port: 0, environment: {} });
  const page = await browser.newPage({ viewport: { width: 1280, height: 1200 } });
  try {
    const env = { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: viewer.endpoint, OTEL_SERVICE_NAME: 'garden' };
    await run(program, args, { env });
    await page.goto(viewer.url);
    await page.locator('.tree-label', { hasText: 'execute_tool search' }).click();
    const shown = await page.getByRole('region', { name: 'Span', exact: true }).innerText();
    const missing = [...wanted, error].filter((part) => !shown.replaceAll(/\s+/g, ' ').includes(part));
    if (missing.length > 0) throw new Error(`${language}: the page does not show ${missing.join(', ')}:\n${shown}`);
    await page.getByRole('button', { name: 'Resource' }).click();
    const resource = await page.getByRole('region', { name: 'Span', exact: true }).innerText();
    const [, version = '?'] = /telemetry\.sdk\.version\s+(\S+)/.exec(resource) ?? [];
    const spans = await page.locator('.tree-row').count();
    return [language, version, spans, 'name, arguments, attributes, event, error'];
  } finally {
    await page.close();
    await viewer.close();
  }
}
