import { defineConfig } from 'vitest/config';
import { messages } from './packages/ui/vite.ts';

export default defineConfig({
  plugins: [messages()],
  test: { include: ['{packages,apps}/*/{src,test}/**/*.test.{ts,tsx}'], passWithNoTests: true },
});
