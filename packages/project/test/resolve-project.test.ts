import { join } from 'node:path';
import { OptionsError } from '@bud/transform';
import { expect, test } from 'vitest';
import { createProject } from '../../../test/hosts/project.ts';
import { resolveProject } from '../src/configuration/resolve-project.ts';

const config = { 'bud.track.config.json': '{ "captureInput": false, "strict": true, "redact": ["ssn"] }' };

test('own options win key by key, and a list replaces a list', () => {
  using project = createProject(config);
  const options = { captureInput: true, redact: ['patientId'], strict: undefined };
  // @ts-expect-error: only a program without types can hand over `undefined`.
  const resolved = resolveProject({ options, root: project.root, selection: undefined });
  expect(resolved).toMatchObject({ captureInput: true, strict: true, redact: ['patientId'], root: project.root });
  expect(resolved.configFile).toBe(join(project.root, 'bud.track.config.json'));
  expect(resolved.written).toEqual({ captureInput: true, strict: true, redact: ['patientId'] });
});

test('a root of the own options is where the file is looked for', () => {
  using project = createProject({ 'packages/app/bud.track.config.json': '{ "level": "warn" }' });
  const root = join(project.root, 'packages/app');
  expect(resolveProject({ options: { root }, root: project.root, selection: undefined })).toMatchObject({
    root,
    level: 'warn',
  });
  expect(resolveProject({ root: project.root, selection: undefined })).toMatchObject({
    level: 'trace',
    configFile: undefined,
  });
});

test.each([
  ['off', undefined, 'off'],
  ['off', 'llm', 'off'],
  ['on', 'llm', 'on'],
  ['on', 'off', 'off'],
  // Nothing is selected, and that is said.
  ['on', ',', 'on'],
  ['off', ',', 'off'],
])('mode %s in the file and BUD_TRACK=%s: %s', (mode, selection, expected) => {
  using project = createProject({ 'bud.track.config.json': `{ "mode": "${mode}" }` });
  expect(resolveProject({ root: project.root, selection }).mode).toBe(expected);
});

test('own options switch on what the file switched off', () => {
  using project = createProject({ 'bud.track.config.json': '{ "mode": "off" }' });
  expect(resolveProject({ options: { mode: 'on' }, root: project.root, selection: undefined }).mode).toBe('on');
});

test('a file is not even read where tracking is switched off', () => {
  using project = createProject({ 'bud.track.config.ts': 'throw new Error();' });
  expect(resolveProject({ root: project.root, selection: 'off' }).mode).toBe('off');
  expect(resolveProject({ options: { mode: 'off' }, root: project.root, selection: undefined }).mode).toBe('off');
});

test('wrong own options are not blamed on the file', () => {
  using project = createProject(config);
  const wrong = { level: 'loud' } as object;
  expect(() => resolveProject({ options: wrong, root: project.root, selection: undefined })).toThrow(OptionsError);
});
