import { afterAll, beforeAll, describe } from 'vitest';
import { chrome, type Gallery, openGallery } from './browser';
import { closingTests } from './closing';
import { deskTests } from './desk';
import { filesTests } from './files';
import { galleryTests } from './gallery';
import { hostileTests } from './hostile';
import { libraryTests } from './library';
import { lifecycleTests } from './lifecycle';
import { longTests } from './long';
import { richTests } from './rich';
import { shiftTests } from './shift';
import { threadTests } from './thread';
import { translationTests } from './translation';
import { writingTests } from './writing';

describe.skipIf(!chrome)(
  `the panel in Chromium${chrome ? '' : ' (skipped: there is none here)'}`,
  { timeout: 60_000 },
  () => {
    let gallery: Gallery | undefined;
    const open = (): Gallery => {
      if (!gallery) throw new Error('the gallery is not open');
      return gallery;
    };
    beforeAll(async () => {
      gallery = await openGallery();
    }, 120_000);
    afterAll(async () => {
      await gallery?.stop();
    });

    describe('gallery', () => galleryTests(open));
    describe('in words 40 % longer', () => longTests(open));
    describe('what a stranger writes', () => hostileTests(open));
    describe('at work', () => deskTests(open));
    describe('a conversation’s life', () => lifecycleTests(open));
    describe('ready-made', () => libraryTests(open));
    describe('closing', () => closingTests(open));
    describe('the end of a shift', () => shiftTests(open));
    describe('files', () => filesTests(open));
    describe('the thread', () => threadTests(open));
    describe('writing', () => writingTests(open));
    describe('cards', () => richTests(open));
    describe('two languages', () => translationTests(open));
  },
);
