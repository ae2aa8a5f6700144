export type * from './names';
export { type FileSort, isPicture, sortOf } from './sorts';
