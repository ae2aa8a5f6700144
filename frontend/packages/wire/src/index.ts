export type * from './names';
export { megabyte, sizeText } from './size';
export { chooses, type FileSort, isPicture, listed, sortOf } from './sorts';
