export type * from './names';
