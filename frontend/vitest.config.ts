import { messages } from './packages/ui/vite.ts';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [messages()],
  test: { include: ['{packages,apps}/*/{src,test}/**/*.test.{ts,tsx}'], passWithNoTests: true },
});
