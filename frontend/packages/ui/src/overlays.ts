// What lies over a page, apart from the other parts: the library beneath it is a third of the
// program, so a page that must stand quickly fetches these after its first picture.
export { Dialog } from './parts/Dialog';
export { Menu, type Popup } from './parts/Menu';
