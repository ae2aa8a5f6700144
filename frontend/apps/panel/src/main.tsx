import { wear } from './look/look';
import { mount } from './mount';
import { wailsPort } from './port/wails';

wear({});
const root = document.getElementById('app');
if (root) mount(root, wailsPort(window as Parameters<typeof wailsPort>[0]));
