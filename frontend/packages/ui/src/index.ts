// First of all, so that the order of the layers is told before any part speaks.
import './base.css';
import './tokens.css';

export { target } from '@parley/markup';
export { composing } from './composing';
export * from './format/ahead';
export * from './format/clock';
export * from './format/money';
export * from './format/names';
export * from './format/now';
export * from './format/tongue';
export { composes, takesLetters, writesLetter } from './letters';
export type * from './models';
export { Button } from './parts/Button';
export { Hidden } from './parts/Hidden';
export { ChannelIcon, Mark } from './parts/Icons';
export { Over } from './parts/over';
export { RichText } from './parts/RichText';
export { Lantern, Presence, whereabouts } from './parts/Signs';
export { Stopwatch } from './parts/Stopwatch';
export * from './strings';
