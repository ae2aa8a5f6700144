export { PictureDialog } from '../files/PictureDialog';
export { Trays } from '../library/Trays';
export { QuitDialog } from '../shift/QuitDialog';
export { ActionsMenu } from './ActionsMenu';
export { LayoutMenu } from './LayoutMenu';
export { MoreMenu } from './MoreMenu';
export { Question } from './Question';
