// How every screen looks, apart from what is done on it: these take longest.
import { describe } from 'vitest';
import { forcedTests } from './forced';
import { galleryTests } from './gallery';
import { hostileTests, turningTests } from './hostile';
import { inChromium } from './inChromium';
import { longTests } from './long';

inChromium('every screen', 'screens', (open) => {
  describe('gallery', () => galleryTests(open));
  describe('in the system’s colours', () => forcedTests(open));
  describe('in words 40 % longer', () => longTests(open));
  describe('what a stranger writes', () => hostileTests(open));
  describe('what a stranger leaves open', () => turningTests(open));
});
