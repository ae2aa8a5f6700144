import { preferred } from '@parley/ui';
import { mount } from './mount';
import { wailsPort } from './port/wails';
import { chosenTheme, wear } from './theme';

wear(chosenTheme());
const root = document.getElementById('app');
if (root) mount(root, wailsPort(window as Parameters<typeof wailsPort>[0]), preferred(navigator.languages));
