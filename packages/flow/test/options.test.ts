import { configureFlow } from '@bud/flow';
import { parseFlowOptions, readFlowOptions } from '@bud/flow/yaml';
import { expect, test } from 'vitest';
import { createProject } from '../../../test/hosts/project.ts';

test('mistakes in code are told all at once', () => {
  expect(() =>
    // @ts-expect-error -- what a program in JavaScript may write
    configureFlow({ enabled: 1, handlrs: [], level: 'loud', handlers: ['disk'], categories: { llm: 'all' } }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: configureFlow(): "enabled" must be true or false, not 1; unknown option "handlrs" (accepted: enabled, level, categories, handlers, bufferSize, processBufferSize, spill, maxLength, redact, keep); "level" must be one of trace, debug, info, notice, warn, error, fatal, not "loud"; "handlers" must be a list of console, file, { file: { path, maxBytes, keep } } or a function, not ["disk"]; "categories" must be an object of levels: trace, debug, info, notice, warn, error, fatal, not an object.]`,
  );
});

const written = `observability:
  enabled: true
  level: info
  handlers:
    - console
    - file: { path: logs/flow.jsonl, max_bytes: 1000 }
  buffer_size: 200
  categories: { llm: debug, http: info }
  redact: [patient]
`;

test('YAML and JSON say the same, alone or under a key', () => {
  const options = {
    enabled: true,
    level: 'info',
    handlers: ['console', { file: { path: 'logs/flow.jsonl', maxBytes: 1000 } }],
    bufferSize: 200,
    categories: { llm: 'debug', http: 'info' },
    redact: ['patient'],
  };
  expect(parseFlowOptions(written)).toEqual(options);
  expect(parseFlowOptions(JSON.stringify({ enabled: true, buffer_size: 3 }, null, 2))).toEqual({
    enabled: true,
    bufferSize: 3,
  });
  expect(parseFlowOptions('')).toEqual({});
  using project = createProject({ 'bud.flow.yaml': written });
  expect(readFlowOptions(`${project.root}/bud.flow.yaml`)).toEqual(options);
});

test.each([
  ['an unknown key', 'enabled: true\nobserve:\n  level: info\n'],
  ['a wrong value', 'observability:\n  level: loud\n  buffer_size: -1\n'],
  ['a wrong category', '{\n  "categories": { "llm": "all" }\n}\n'],
  ['a wrong handler', 'handlers:\n  - console\n  - disk\n'],
  ['camel case', 'bufferSize: 3\n'],
  ['no object', '- enabled\n'],
  ['broken YAML', 'level: info\n  enabled: [true\n'],
  ['broken JSON', '{ "level": "info", "enabled" tru }'],
])('%s is told with line and column', async (name, text) => {
  let message = 'nothing was thrown';
  try {
    parseFlowOptions(text);
  } catch (error) {
    message = String(error);
  }
  await expect(`${text}\n${message}\n`).toMatchFileSnapshot(`mistakes/${name.replaceAll(' ', '-')}.txt`);
});
