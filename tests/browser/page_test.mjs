// The pages in a real browser: page_test.mjs RESTITUO. Exit code 77, with one line, where a browser or a package is missing.
//
// Every example in every language: no violation that axe-core finds, at the width of a desk and of a telephone; nothing wider than
// the page at 320 pixels and on A4 and Letter paper; no request to anywhere; the keyboard reaches the answer.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const program = resolve(process.argv[2]);
const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);

function leaveOut(why) {
  console.log(`skipped: ${why}; the pages were not looked at in a browser`);
  process.exit(77);
}
if (!browserPath) leaveOut('chromium is not installed');
let chromium, axeSource;
try {
  ({ chromium } = await import('playwright-core'));
  axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
} catch {
  leaveOut('playwright-core or axe-core is not installed (npm ci in tests/browser)');
}

const folder = mkdtempSync(join(tmpdir(), 'restituo-pages-'));
const failures = [];
const fail = (page, what) => failures.push(`${page}: ${what}`);
const browser = await chromium.launch({
  executablePath: browserPath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
    '--disable-sync'],
});

async function violations(page, name, width) {
  const found = await page.evaluate(async () => (await globalThis.axe.run(document, { resultTypes: ['violations'] })).violations);
  for (const one of found) {
    fail(name, `${width} px: axe ${one.id} (${one.impact}): ${one.help}: ${one.nodes.slice(0, 3).map((n) => n.target + ' ' + n.html.slice(0, 160)).join(' | ')}`);
  }
}

// What is wider than its page, with how to find it.
const tooWide = () => {
  const width = document.documentElement.clientWidth;
  const found = [];
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    const hidden = element.closest('.hidden, .skip, thead') !== null && getComputedStyle(element.closest('.hidden, .skip, thead')).position === 'absolute';
    if (box.width > 0 && box.right > width + 1 && !hidden && element.closest('svg') === null) {
      found.push(`${element.tagName}.${element.className} "${element.textContent.slice(0, 60)}" ends at ${Math.round(box.right)} of ${width}`);
    }
  }
  return found.slice(0, 3);
};

try {
  const cases = readdirSync(join(root, 'examples')).filter((name) => existsSync(join(root, 'examples', name, 'case.toml')));
  let looked = 0;
  for (const name of cases) {
    for (const language of ['en', 'es']) {
      const out = join(folder, `${name}.${language}`);
      try {
        execFileSync(program, ['estimate', join(root, 'examples', name, 'case.toml'), '--out', out, '--draws', '500', '--lang', language,
          '--format', 'html,page'], { stdio: 'pipe' });
      } catch (error) {
        if (error.status !== 1) throw error;
      }
      for (const file of readdirSync(out)) {
        const label = `${name}/${file}`;
        ++looked;
        const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1280, height: 900 } });
        const page = await context.newPage();
        page.on('request', (request) => {
          if (!request.url().startsWith('file:')) fail(label, `asks for ${request.url()}`);
        });
        page.on('console', (message) => {
          if (message.type() === 'error') fail(label, `console: ${message.text()}`);
        });
        await page.goto(pathToFileURL(join(out, file)).href);
        await page.evaluate(axeSource);
        await violations(page, label, 1280);
        await page.keyboard.press('Tab');
        const first = await page.evaluate(() => document.activeElement.getAttribute('href'));
        if (first !== '#answer') fail(label, `the first stop of the keyboard is ${first}, not the answer`);
        await page.setViewportSize({ width: 320, height: 700 });
        for (const one of await page.evaluate(tooWide)) fail(label, `320 px: ${one}`);
        await violations(page, label, 320);
        await page.emulateMedia({ media: 'print' });
        // The paper less its margins of 20 mm, in pixels of 1/96 inch.
        for (const [paper, width] of [['A4', Math.round((170 / 25.4) * 96)], ['Letter', Math.round((175.9 / 25.4) * 96)]]) {
          await page.setViewportSize({ width, height: 950 });
          for (const one of await page.evaluate(tooWide)) fail(label, `${paper}: ${one}`);
          const pdf = await page.pdf({ format: paper });
          if (pdf.length < 10000) fail(label, `${paper}: the print is empty`);
        }
        await context.close();
      }
    }
  }
  if (looked === 0) fail('pages', 'none was made');
  console.log(`${looked} pages in a browser, ${failures.length} faults`);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
for (const one of failures) console.log(one);
process.exit(failures.length === 0 ? 0 : 1);
