export { browser } from './browser';
export type { Env } from './env';
export type { FileFault } from './files';
export { Link, type LinkOptions } from './link';
export type { Refusal } from './outbox';
export { clean, fault, maxRunes, runes } from './text';
export type { Pending, Told, View } from './view';
