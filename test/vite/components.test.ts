import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import budTrack from '@bud/unplugin/vite';
import vue from '@vitejs/plugin-vue';
import { build, createLogger, createServer, type InlineConfig } from 'vite';
import { describe, expect, test } from 'vitest';
import { recordSpans } from '../fixtures/record-spans.ts';
import type { SpanNode } from '../fixtures/span-tree.ts';
import { importModule } from '../hosts/import-module.ts';
import { createProject, type Project } from '../hosts/project.ts';
import { linkPackages } from './link-packages.ts';

/** In both components `greet` begins at line 5, column 1. */
const script = (lang: string): string => `
const trim = (text${lang && ': string'}) => text.trim();

/** @track type=tool typ=tool */
function greet(name${lang && ': string'}) { return 'Hello ' + trim(name); }
`;

interface Framework {
  readonly framework: string;
  readonly plugins: () => InlineConfig['plugins'];
  readonly spans: readonly string[];
  readonly files: (lang: string) => Readonly<Record<string, string>>;
}

const frameworks: readonly Framework[] = [
  {
    framework: 'vue',
    plugins: () => [budTrack(), vue()],
    spans: ['greet src/App.vue:5'],
    files: (lang) => ({
      'src/main.js': `import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import App from './App.vue';
export const run = () => renderToString(createSSRApp(App));
`,
      'src/App.vue': `<script setup${lang}>${script(lang)}const text = greet(' Vue ');
</script>

<template><p :title="text">{{ text }}</p></template>
`,
    }),
  },
  {
    framework: 'svelte',
    plugins: () => [budTrack(), svelte({ configFile: false })],
    spans: ['own src/App.svelte:8', 'greet src/App.svelte:5'],
    files: (lang) => ({
      'src/main.js': `import { render } from 'svelte/server';
import App from './App.svelte';
export const run = async () => render(App).body.replaceAll(/<!--.*?-->/g, '');
`,
      'src/App.svelte': `<script module${lang}>${script(lang)}</script>
<script${lang}>
  /** @track */ const own = () => greet(' Svelte ');
  const text = own();
</script>

<p title={text}>{text}</p>
`,
    }),
  },
];

type Run = () => Promise<string>;

function configOf({ root }: Project, framework: Framework, warnings: string[]): InlineConfig {
  const customLogger = createLogger('silent');
  customLogger.warn = (text) => void warnings.push(stripVTControlCharacters(text));
  return {
    root,
    configFile: false,
    logLevel: 'silent',
    customLogger,
    plugins: framework.plugins() ?? [],
  };
}

const loaders: Readonly<Record<string, (project: Project, config: InlineConfig) => Promise<Run>>> = {
  async 'a build'(project, config) {
    await build({
      ...config,
      ssr: { noExternal: true, external: ['@bud/runtime'] },
      build: { ssr: 'src/main.js', outDir: 'out' },
    });
    const code = readFileSync(join(project.root, 'out/main.mjs'), 'utf8');
    return (await importModule<{ run: Run }>(project, { code, map: null, extension: 'mjs' })).run;
  },
  async 'the dev server'(_project, config) {
    const server = await createServer({
      ...config,
      ssr: { external: true },
      appType: 'custom',
      server: { middlewareMode: true, ws: false },
    });
    try {
      const { run } = await server.ssrLoadModule('/src/main.js');
      return run as Run;
    } finally {
      await server.close();
    }
  },
};

describe.each(frameworks)('$framework', (framework) => {
  const cases = Object.keys(loaders).flatMap((loader) => ['', ' lang="ts"'].map((lang) => [loader, lang] as const));
  test.each(cases)('components are tracked by %s: <script%s>', async (loader, lang) => {
    using project = createProject({ 'package.json': '{ "type": "commonjs" }', ...framework.files(lang) });
    linkPackages(project, [framework.framework]);
    const warnings: string[] = [];
    const run = await loaders[loader]?.(project, configOf(project, framework, warnings));
    const { result, spans } = await recordSpans(async () => await run?.());
    expect(result).toMatch(/^<p title="Hello (\w+)">Hello \1<\/p>$/);
    const named = (nodes: readonly SpanNode[]): readonly string[] =>
      nodes.flatMap(({ name, attributes: { 'code.file.path': file, 'code.line.number': line }, children = [] }) => [
        `${name} ${String(file)}:${String(line)}`,
        ...named(children),
      ]);
    expect(named(spans)).toEqual(framework.spans);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('unknown key "typ" in @track');
    // Vite's server counts columns from 0.
    expect(warnings[0]).toMatch(/src\/App\.\w+:4:2[12]\b/);
  });
});
