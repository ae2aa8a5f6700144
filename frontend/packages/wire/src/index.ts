export type * from './names';
export { chooses, type FileSort, isPicture, listed, sortOf } from './sorts';
