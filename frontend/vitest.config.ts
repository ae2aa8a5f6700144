import { defineConfig } from 'vitest/config';
import { emoji } from './apps/panel/emoji.ts';
import { messages } from './packages/ui/vite.ts';

export default defineConfig({
  plugins: [messages(), emoji()],
  test: { include: ['{packages,apps}/*/{src,test}/**/*.test.{ts,tsx}'], passWithNoTests: true },
});
