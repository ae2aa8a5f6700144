// What axe finds wrong in a frame. The page around ours is not ours to judge.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';

const program = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function axe(frame: Frame): Promise<string[]> {
  const found = await frame.evaluate(`{${program}; axe.run(document, { iframes: false }).then((r) =>
    r.violations.map((x) => x.id + ': ' + x.nodes.map((n) => n.html + ' ' + n.failureSummary).join('; ')))}`);
  const outer = frame.parentFrame() === null;
  return (found as string[]).filter((f) => !outer || !/^(landmark-one-main|region)/.test(f));
}
