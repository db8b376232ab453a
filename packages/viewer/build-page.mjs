// Writes dist/page.html, the page as one file: npm run build
//
//   src/page ─▶ Vite ─▶ one script, one stylesheet ─▶ put into the page, with a policy that admits these two and nothing else
//
// Nothing is done when nothing that goes into it has changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, 'src/page');
const page = join(here, 'dist/page.html');

const key = hashOf(...inputs());
if (!existsSync(page) || !readFileSync(page, 'utf8').endsWith(`<!-- ${key} -->\n`)) {
  mkdirSync(join(here, 'dist'), { recursive: true });
  writeFileSync(page, `${await builtPage()}<!-- ${key} -->\n`);
}

/** All sources of the packages that the page is made of, and what they are made with. */
function inputs() {
  const folders = [join(here, 'src'), join(here, '../trace/src'), join(here, '../value/src')];
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const made = ['build-page.mjs', 'package.json'].map((name) => join(here, name));
  return [...files, ...made].toSorted().flatMap((path) => [path.slice(here.length), readFileSync(path)]);
}

async function builtPage() {
  const { build } = await import('vite');
  const built = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    resolve: { conditions: ['@bud/source', 'module', 'browser', 'import', 'default'] },
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      cssCodeSplit: false,
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const { output } = Array.isArray(built) ? built[0] : built;
  const script = output.find(({ type }) => type === 'chunk').code.trim();
  const style = String(output.find(({ fileName }) => fileName.endsWith('.css')).source).trim();
  return pageOf(script, style);
}

/** What would end an element early is the one thing that inlining has to look at. */
function pageOf(script, style) {
  const code = script.replaceAll('</script', String.raw`<\/script`).replaceAll('<!--', String.raw`\x3C!--`);
  if (style.includes('</style')) throw new Error('the stylesheet would end its element');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hashOf(code)}'`,
    `style-src 'sha256-${hashOf(style)}'`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  const template = readFileSync(join(root, 'index.html'), 'utf8');
  return template
    .replace('    <link rel="stylesheet" href="./style/page.css" />\n', '')
    .replace(
      '<meta charset="utf-8" />',
      (charset) => `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    )
    .replace('</head>', () => `  <style>${style}</style>\n  </head>`)
    .replace(
      '<script type="module" src="./main.tsx"></script>',
      () => `<script id="traces" type="application/gzip"></script>\n    <script type="module">${code}</script>`,
    );
}

function hashOf(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('base64');
}
