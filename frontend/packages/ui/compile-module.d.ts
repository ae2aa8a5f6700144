declare module '@messageformat/core/compile-module' {
  import type MessageFormat from '@messageformat/core';
  /** Compiles messages to the source of a module whose default export holds a function for each. */
  export default function compileModule(format: MessageFormat, messages: Record<string, string>): string;
}
