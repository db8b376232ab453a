import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const program = `import { createSecretPolicy } from './secret/policy.ts';
import { inspectString } from './inspect/inspect.ts';
import { json } from './json/json.ts';
const limits = { maxLength: 16_384, maxString: 4096, maxDepth: 10, secrets: createSecretPolicy({}) };
const value = [new Map([['k', 1]]), new Set([1]), new Date(0), /a/g, 10n, Symbol('s'), Promise.resolve(), Object(1),
  new Error('e'), new URLSearchParams('a=1'), new Headers({ b: '2' }), new Uint8Array(1), { z: [] }];
console.log(json(value, limits).value);
console.log(inspectString(value[0], limits));`;

it('values are written under node --frozen-intrinsics, which keeps methods behind accessors', async () => {
  const resolveDir = fileURLToPath(new URL('../src', import.meta.url));
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir, loader: 'ts' },
    bundle: true,
    format: 'esm',
    write: false,
  });
  const args = ['--no-warnings', '--frozen-intrinsics', '--input-type=module', '--eval', outputFiles[0]?.text ?? ''];
  const [asJson, inspected] = execFileSync(process.execPath, args, { encoding: 'utf8' }).split('\n');
  expect(asJson).toBe(
    '[{"k":1},[1],"1970-01-01T00:00:00.000Z","/a/g","10n","Symbol(s)","[Promise]",1,' +
      '{"name":"Error","message":"e"},{"a":"1"},{"b":"2"},{"@type":"Uint8Array","length":1,"hash":"050c5d1f"},{"z":[]}]',
  );
  expect(inspected).toContain("'k' => 1");
});
