export { ActionsMenu } from './ActionsMenu';
export { MoreMenu } from './MoreMenu';
export { Question } from './Question';
